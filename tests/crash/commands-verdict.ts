import type { Lead } from '../../contract/lead.ts';
import type { Done } from './marketer.ts';

/** What became of the marketer's commands. 0 lost and 0 doubled (I6). */
export type CommandsVerdict = Readonly<{
  /** Commands whose outcome the marketer got. */
  commands: number;
  rejected: number;
  /** Carried out by their outcome, and not in the log; or a patch whose note its lead does not show. */
  commandsLost: number;
  /** Notes that a lead shows more than once. */
  commandsDoubled: number;
}>;

export function commandsVerdict(done: readonly Done[], log: ReadonlySet<string>, leads: readonly Lead[]): CommandsVerdict {
  const applied = done.filter(({ outcome }) => outcome.status !== 'rejected');
  const notes = new Map<string, number>();
  for (const { id } of leads.flatMap((lead) => lead.notes)) notes.set(id, (notes.get(id) ?? 0) + 1);
  const stands = (one: Done) => log.has(one.command.id) && notesOf(one).every((id) => notes.has(id));
  return {
    commands: done.length,
    rejected: done.length - applied.length,
    commandsLost: applied.filter((one) => !stands(one)).length,
    commandsDoubled: [...notes.values()].reduce((sum, count) => sum + count - 1, 0),
  };
}

const noteField = 'note:';

function notesOf({ command: { act } }: Done): readonly string[] {
  if (act.kind !== 'patchLeads') return [];
  return act.groups.flatMap(({ field }) => (field.startsWith(noteField) ? [field.slice(noteField.length)] : []));
}
