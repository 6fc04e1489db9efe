import { type Dispatch, type DispatchItem, type ItemState, type ItemStep, itemStates, mostMoments } from '../../contract/dispatch.ts';

/**
 * pending  -eligible-> eligible -claimed-> claimed -prepared-> prepared -committed-> committed -accepted-> accepted -delivered-> delivered
 *
 * - pending, eligible: -skipped-> -cancelled-> -expired->; claimed and prepared too, where the permit or the time ends before the commit
 * - claimed, prepared: -returned-> eligible (the lease ran out or the batch was given back: nothing was committed)
 * - claimed, prepared, committed, ambiguous: -released-> pending (surely not sent; the next attempt may claim again), -failed-> failed
 * - committed: -ambiguous-> ambiguous -> accepted | failed | pending | uncertain, by looking it up
 * - accepted: -failed-> -uncertain->, by a report; uncertain: -accepted-> -delivered-> -failed->, by a late report or a person
 *
 * A report that something has arrived counts wherever the item stands, unless it has ended: then nothing is sent again. A total table:
 * `null` where a step does not apply. Ended states never go back (I7).
 */
const none = {
  eligible: null,
  skipped: null,
  cancelled: null,
  expired: null,
  claimed: null,
  prepared: null,
  returned: null,
  committed: null,
  accepted: null,
  failed: null,
  released: null,
  ambiguous: null,
  uncertain: null,
  delivered: null,
} as const satisfies Record<ItemStep, null>;

const arrived = { accepted: 'accepted', delivered: 'delivered' } as const;
const waiting = { ...arrived, skipped: 'skipped', cancelled: 'cancelled', expired: 'expired' } as const;
const inHand = {
  ...arrived,
  skipped: 'skipped',
  expired: 'expired',
  returned: 'eligible',
  committed: 'committed',
  failed: 'failed',
  released: 'pending',
} as const;

const transitions = {
  pending: { ...none, ...waiting, eligible: 'eligible' },
  eligible: { ...none, ...waiting, claimed: 'claimed' },
  claimed: { ...none, ...inHand, prepared: 'prepared' },
  prepared: { ...none, ...inHand },
  committed: { ...none, ...arrived, failed: 'failed', released: 'pending', ambiguous: 'ambiguous', uncertain: 'uncertain' },
  ambiguous: { ...none, ...arrived, failed: 'failed', released: 'pending', uncertain: 'uncertain' },
  accepted: { ...none, delivered: 'delivered', failed: 'failed', uncertain: 'uncertain' },
  uncertain: { ...none, ...arrived, failed: 'failed' },
  delivered: none,
  failed: none,
  skipped: none,
  cancelled: none,
  expired: none,
} as const satisfies Record<ItemState, Record<ItemStep, ItemState | null>>;

/** The state a step leads to; null where it does not apply in this state. */
export const afterStep = (state: ItemState, step: ItemStep): ItemState | null => transitions[state][step];

/** What a step brings along; it stays with the item until another step brings its own. */
export type StepDetail = Readonly<
  Partial<
    Pick<
      DispatchItem,
      | 'reason'
      | 'notBefore'
      | 'message'
      | 'permit'
      | 'provider'
      | 'batchId'
      | 'providerBatchId'
      | 'providerMessageId'
      | 'rawCode'
      | 'rawText'
      | 'via'
    >
  >
>;

export type TakenStep = StepDetail & Readonly<{ step: ItemStep; attempt: number; at: number }>;

/** Folds one step into its item; a step that does not apply leaves it as it is. */
export function foldItem(item: DispatchItem, { step, attempt, at, ...detail }: TakenStep): DispatchItem {
  const state = afterStep(item.state, step);
  if (!state) return item;
  const arrives = item.acceptedAt === undefined && (state === 'accepted' || state === 'delivered');
  return {
    ...keptAfter(item, step),
    ...detail,
    state,
    at,
    attempt,
    ...(step === 'released' && detail.notBefore !== undefined && { failures: (item.failures ?? 0) + 1 }),
    ...(arrives && { acceptedAt: at }),
    history: [...item.history, { step, at, attempt, ...(detail.rawCode !== undefined && { code: detail.rawCode }) }].slice(-mostMoments),
  };
}

/** A reason is of one state, a pause of one wait; a batch that did not leave is nothing to the next attempt. */
function keptAfter({ reason: _reason, notBefore: _pause, ...item }: DispatchItem, step: ItemStep): DispatchItem {
  if (step !== 'returned' && step !== 'released') return item;
  const { batchId: _batch, providerBatchId: _theirs, providerMessageId: _message, ...kept } = item;
  return kept;
}

export const noItems = (): Dispatch['counts'] => Object.fromEntries(itemStates.map((state) => [state, 0])) as Dispatch['counts'];

/** Counts an item that moved from one state to another; the sum stays the audience (I7). */
export const moveItem = (counts: Dispatch['counts'], was: ItemState, is: ItemState): Dispatch['counts'] => {
  const left = { ...counts, [was]: counts[was] - 1 };
  return { ...left, [is]: left[is] + 1 };
};

const open: ReadonlySet<ItemState> = new Set(['pending', 'eligible', 'claimed', 'prepared', 'committed', 'ambiguous']);

/** Whether the machine still has something to do for it. */
export const isOpen = (state: ItemState): boolean => open.has(state);

/** Whether it still can be called off: nobody has begun to send it. */
export const isUnclaimed = (state: ItemState): boolean => state === 'pending' || state === 'eligible';
