import type { Command, Outcome } from '../../../contract/command.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Standing } from '../../../renderer/replica/stored-command.ts';
import { systemMember } from '../../../sync-server/facts/system-member.ts';
import type { CommandFact, PlacedFact } from '../../../sync-server/store/port/fact.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** A command as its desk knows it last. */
export type Made = Readonly<{
  member: string;
  command: Command;
  outcome?: Outcome;
  standing: Standing;
  /** Asked now: its desk's disk has everything that the outcome made visible. */
  effectIsHere: () => boolean;
}>;

/** When a backup was put back, if one was, and when everything has come to rest. */
type Restored = Readonly<{ restoredAt: number | undefined; now: number }>;

/** So long a desk keeps a command after its outcome. */
const keptMs = 30 * 86_400_000;

type PlacedCommand = CommandFact & PlacedFact;

/**
 * I6: each command that a desk made is in the log once, as it was made and with the outcome that its desk heard; and no other is. A server that was
 * restored from a backup may have forgotten what changed nothing, and what its desk no longer kept when it came back.
 */
export function commandsOnce(made: ReadonlyMap<string, Made>, { facts }: ServerState, { restoredAt, now }: Restored): Finding[] {
  const forgets = ({ command, outcome }: Made) => restoredAt !== undefined && (!outcome?.visibleAt || command.issuedAt < now - keptMs);
  const commands = facts().filter((fact): fact is PlacedCommand => fact.kind === 'command' && fact.by !== systemMember);
  const inLog = new Map(commands.map((fact) => [fact.factId, fact]));
  return [
    ...commands.flatMap((fact) => unasked(fact, made)),
    ...[...made].flatMap(([id, one]) => unanswered(id, one, inLog.get(id), forgets)),
  ];
}

function unasked({ factId, by, body }: PlacedCommand, made: ReadonlyMap<string, Made>): Finding[] {
  const { kind } = body.act;
  const asked = made.get(factId);
  const invariant = kind === 'requestDispatch' ? 'I7' : 'I6';
  if (!asked) return [{ invariant, what: `${kind} ${factId} by ${by} has an effect, and no desk made it` }];
  if (asked.member !== by) return [{ invariant: 'I6', what: `${kind} ${factId} was made by ${asked.member} and counts as ${by}'s` }];
  return canonicalJson(withoutPersonal(asked.command.act)) === canonicalJson(withoutPersonal(body.act))
    ? []
    : [{ invariant: 'I6', what: `${kind} ${factId} is not in the log as it was made` }];
}

/** What a person said is kept apart from the log's rows: what proves a consent, and the text of a note. */
function withoutPersonal(act: Command['act'] | PlacedCommand['body']['act']): object {
  if (act.kind === 'patchLeads')
    return {
      ...act,
      groups: act.groups.map(({ from, to, ...group }) => (group.field.startsWith('note:') ? group : { ...group, from, to })),
    };
  return { ...act, evidence: undefined };
}

function unanswered(id: string, one: Made, fact: PlacedCommand | undefined, forgets: (one: Made) => boolean): Finding[] {
  const { member, command, outcome, standing } = one;
  const what = `${command.act.kind} ${id} of ${member}`;
  if (standing === 'withdrawn' || standing === 'held' || standing === 'review')
    return fact ? [{ invariant: 'I6', what: `${what} was ${standing} and is in the log` }] : [];
  if (!outcome) return [{ invariant: 'I6', what: `${what} is still ${standing} when all is well` }];
  if (standing === 'arriving') return [{ invariant: 'I6', what: `${what} never arrives: ${JSON.stringify(outcome)}` }];
  if (!fact && forgets(one)) return [];
  if (!fact) return [{ invariant: 'I6', what: `${what} has an outcome, ${outcome.status}, and is not in the log` }];
  return canonicalJson(withoutNotes(fact.body.outcome)) === canonicalJson(withoutNotes(outcome))
    ? []
    : [{ invariant: 'I6', what: `${what} was told another outcome than the log has` }];
}

/** The text of a note that was overwritten is kept apart too. */
const withoutNotes = (outcome: Outcome): object => ({
  ...outcome,
  overwritten: outcome.overwritten?.map(({ lost, ...entry }) => (entry.field.startsWith('note:') ? entry : { ...entry, lost })),
});
