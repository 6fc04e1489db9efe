import type { RequestDispatch } from '../../../contract/command/request-dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { LeadSelection } from '../desk/lead-act.ts';
import type { Composed } from '../desk.ts';
import type { StoredCommand } from '../stored-command.ts';

/** What a dispatch was written from, and whom of those it names the marketer saw left out: kept here, never sent. */
export type ComposedAudience = Composed &
  Readonly<{
    leftOut: Readonly<Record<string, FailureCode>>;
    /** The first of the dispatches that one message of more than 1,000 people became; chosen leads are spread over them. */
    batch: string;
  }>;

export type ComposedDispatch = StoredCommand & Readonly<{ audience: ComposedAudience }>;

export const isComposed = (stored: StoredCommand): stored is ComposedDispatch => stored.audience !== undefined;

/** Nobody else has heard of it yet, so that it can still be thought over. */
export const isUnposted = ({ posted, outcome, withdrawn }: StoredCommand): boolean => !(posted || outcome || withdrawn);

/** All dispatches of the message that one of them belongs to, in ULID order. */
export const batchOf = (all: readonly StoredCommand[], batch: string): readonly ComposedDispatch[] =>
  all.filter(isComposed).filter(({ audience }) => audience.batch === batch);

/** What somebody would have got when it was written, by user; without those who were left out then. */
export function composedFor(dispatches: readonly ComposedDispatch[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    dispatches.flatMap(({ command, audience }) =>
      (command.act as RequestDispatch).recipients
        .filter(({ userId }) => !(userId in audience.leftOut))
        .map(({ userId, productIds }) => [userId, productIds] as const),
    ),
  );
}

/** What the whole message was written from. */
export function selectionOf(batch: readonly ComposedDispatch[]): LeadSelection {
  const selections = batch.map(({ audience }) => audience.selection);
  return (
    selections.find(({ kind }) => kind === 'matching') ?? {
      kind: 'ids',
      ids: selections.flatMap((selection) => (selection.kind === 'ids' ? selection.ids : [])),
    }
  );
}
