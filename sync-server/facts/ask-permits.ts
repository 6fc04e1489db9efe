import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { PermitRecord } from '../../contract/permit-record.ts';
import { mayStandIn, type Permit, toPermitRecord } from '../../domain/dispatching/permit.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { isOut } from '../../domain/dispatching/sent-before.ts';
import type { Documents } from './documents.ts';
import { partsOfMessage } from './message-parts.ts';
import { loadPermitBasis, numbersTaken, permitBasis, termsOf } from './permit-basis.ts';

/** An item, what its permit says at this moment, and that as it is kept. */
export type Asked = Readonly<{
  item: DispatchItem;
  answer: Permit;
  permit: PermitRecord;
  /** Whether a text message may stand in for it: by the shop's rules, and by a permit of its own. */
  mayStandIn: boolean;
}>;

/** Asks the permits of some items of a dispatch by what is known at this moment of the transaction (I8). */
export async function askPermits(
  documents: Documents,
  dispatch: Dispatch,
  items: readonly DispatchItem[],
  { now, sandbox }: Readonly<{ now: number; sandbox: boolean }>,
): Promise<readonly Asked[]> {
  const asked = { terms: { ...termsOf(dispatch), sandbox }, now };
  await loadPermitBasis(documents, items, asked);
  const bases = items.map((item) => permitBasis(documents, item, asked));
  const taken = await numbersTaken(documents, await partsOfMessage(documents, dispatch), items, isOut);
  return permitAll(bases, now, taken).map((answer, index) => ({
    item: items[index] as DispatchItem,
    answer,
    permit: toPermitRecord(answer, bases[index] as (typeof bases)[number], now),
    mayStandIn: answer.kind === 'send' && mayStandIn(bases[index] as (typeof bases)[number], now),
  }));
}
