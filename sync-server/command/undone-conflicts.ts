import type { Conflict } from '../../contract/activity.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { writesOf } from '../facts/applied-patches.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { CommandContext } from './handler.ts';

type Touched = Readonly<{ leadId: string; field: string }>;

/** What undoing does to conflicts: which ones are open again, and which need nobody any more. */
export type UndoneConflicts = Readonly<{ reopened: readonly string[]; settled: readonly string[] }>;

/**
 * A settlement that is undone opens its conflicts again, but for fields that were left alone. A patch that is undone gives the values
 * it had overwritten back, so its own open conflicts are settled.
 */
export async function undoneConflicts(
  undone: readonly CommandFact[],
  { restored, leftAlone }: Readonly<{ restored: readonly Touched[]; leftAlone: readonly Touched[] }>,
  { documents }: CommandContext,
): Promise<UndoneConflicts> {
  const back = new Set(restored.map(keyOf));
  const left = new Set(leftAlone.map(keyOf));
  const theirs = undone.flatMap(({ factId, body }) =>
    body.effect?.kind === 'settled' ? body.effect.conflicts.map((id) => ({ id, commandId: factId })) : [],
  );
  const own = undone.flatMap((fact) =>
    writesOf(fact)
      .filter((patch) => patch.effect.kind === 'overwritten' && back.has(keyOf(patch)))
      .map(({ leadId, field }) => conflictId(fact.factId, leadId, field)),
  );
  await documents.loadNamed('activity', [...theirs.map(({ id }) => id), ...own]);
  const conflict = (id: string) => {
    const found = documents.get('activity', id);
    return found?.kind === 'conflict' ? found : undefined;
  };
  const reopened = theirs.filter(({ id, commandId }) => {
    const found = conflict(id);
    return found?.settled?.commandId === commandId && !left.has(keyOf(found));
  });
  return { reopened: reopened.map(({ id }) => id), settled: own.filter((id) => isOpen(conflict(id))) };
}

const isOpen = (conflict: Conflict | undefined): boolean => conflict !== undefined && !conflict.settled;
const keyOf = ({ leadId, field }: Touched): string => `${leadId} ${field}`;
