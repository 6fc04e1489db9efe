import type { Conflict, KeptConflict } from '../../contract/activity.ts';
import type { ContestedField } from '../../contract/contested-field.ts';
import { conflictId } from '../identity/ids.ts';
import type { Written } from './reverse-writes.ts';

/** What was written, a field or a request; `overwrote`: it replaced a value that nobody had seen. */
type Contested = Readonly<{ leadId: string; field: ContestedField; overwrote?: true }>;

/** What one command did to the inbox: conflicts that it settled or opened again, and those that its own writing made. */
export type ConflictWrites<Write extends Contested = Written> = Readonly<{
  commandId: string;
  settled: readonly KeptConflict[];
  reopened: readonly KeptConflict[];
  written: readonly Write[];
}>;

type Place = Pick<Contested, 'leadId' | 'field'>;

/** The conflicts whose standing undoing these commands depends on. */
export const conflictsNamed = (undone: readonly ConflictWrites<Contested>[]): readonly string[] =>
  undone.flatMap(({ settled, reopened, ...made }) => [...settled, ...reopened].map(({ id }) => id).concat(conflictsMade(made)));

/**
 * Takes back what commands did to conflicts, but for fields that were left alone and conflicts that somebody has dealt with since: what they
 * settled is open again, what they opened is settled as it was. A value that was overwritten and is back needs nobody any more, so that its own
 * open conflict is settled too. The same function is the server's and the desk's overlay.
 */
export function reverseConflicts(
  undone: readonly ConflictWrites<Contested>[],
  { restored, leftAlone }: Readonly<{ restored: readonly Place[]; leftAlone: readonly Place[] }>,
  conflictOf: (id: string) => Conflict | undefined,
): Readonly<{ settled: readonly KeptConflict[]; reopened: readonly KeptConflict[] }> {
  const back = new Set(restored.map(keyOf));
  const left = new Set(leftAlone.map(keyOf));
  const settled = new Map<string, KeptConflict>();
  const reopened = new Map<string, KeptConflict>();
  for (const { commandId, written, ...did } of undone) {
    for (const kept of did.settled) {
      const conflict = conflictOf(kept.id);
      if (!conflict || left.has(keyOf(conflict))) continue;
      if (conflict.settled?.commandId === commandId || isUndone(conflict, kept, back)) reopened.set(kept.id, kept);
    }
    const isBack = written.filter((write) => back.has(keyOf(write)));
    const own = conflictsMade({ commandId, written: isBack }).map((id) => ({ id, keep: 'lost' as const }));
    for (const kept of [...own, ...did.reopened]) {
      const conflict = conflictOf(kept.id);
      if (conflict && !conflict.settled && !left.has(keyOf(conflict))) settled.set(kept.id, kept);
    }
  }
  return { settled: [...settled.values()], reopened: [...reopened.values()] };
}

/** The losing value that was brought back goes again, so that whoever said last that it stands (a redo) is not right any more. */
const isUndone = (conflict: Conflict, { keep }: KeptConflict, back: ReadonlySet<string>): boolean =>
  keep === 'lost' && conflict.settled?.keep === 'lost' && back.has(keyOf(conflict));

const conflictsMade = ({ commandId, written }: Pick<ConflictWrites<Contested>, 'commandId' | 'written'>): readonly string[] =>
  written.flatMap(({ leadId, field, overwrote }) => (overwrote ? [conflictId(commandId, leadId, field)] : []));

const keyOf = ({ leadId, field }: Place) => `${leadId} ${field}`;
