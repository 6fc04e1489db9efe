import { collections } from '../../contract/collection.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import type { StoredDocuments } from './machine.ts';

/** Where a desk's documents are not the server's, byte for byte (I5). */
export function differences(desk: number, mine: StoredDocuments, served: StoredDocuments): string[] {
  return collections.flatMap((name) => {
    const here = new Set(mine[name]);
    const there = new Set(served[name]);
    return [
      ...mine[name].filter((document) => !there.has(document)).map((document) => `desk ${desk} alone has in ${name}: ${document}`),
      ...served[name].filter((document) => !here.has(document)).map((document) => `desk ${desk} lacks in ${name}: ${document}`),
    ];
  });
}

/**
 * What was promised and did not happen (I6): a change that its desk had stored, by its command or its batch, and has no more, or without an
 * outcome; and one that was applied and is not in the audit.
 */
export function lostChanges(changes: readonly string[], commands: readonly StoredCommand[], activities: readonly string[]): string[] {
  const namesOf = ({ id, command: { act } }: StoredCommand) => (act.kind === 'patchLeads' && act.batchId ? [act.batchId] : [id]);
  const kept = new Set(commands.filter(({ outcome }) => outcome).flatMap(namesOf));
  const audited = new Set(activities.map((json) => (JSON.parse(json) as { id: string }).id));
  return [
    ...changes.filter((id) => !kept.has(id)).map((id) => `the change ${id} was stored on its desk and has no outcome there`),
    ...commands
      .filter((stored) => hadEffect(stored) && !audited.has(stored.id))
      .map(({ id }) => `the change ${id} was applied and is in no audit`),
  ];
}

/** Whether a change wrote something: not where all of it already was so, or is gone. */
function hadEffect({ command: { act }, outcome }: StoredCommand): boolean {
  if (act.kind !== 'patchLeads' || !outcome || outcome.status === 'rejected') return false;
  const fields = act.groups.reduce((sum, { leads }) => sum + leads.length, 0);
  const missing = act.groups.reduce((sum, { leads }) => sum + leads.filter((id) => outcome.missing?.includes(id)).length, 0);
  return (outcome.leftAlone?.length ?? 0) + missing < fields;
}
