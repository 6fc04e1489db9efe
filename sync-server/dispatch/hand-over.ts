import type { Logger } from 'pino';
import type { DispatchItem } from '../../contract/dispatch.ts';
import type { StepAuthor } from '../facts/item-fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { mostAttempts } from './due.ts';
import { type Intended, intend } from './intend.ts';
import type { LookUps } from './look-ups.ts';
import type { LookUpResult, Provider, SendResult } from './provider.ts';
import { type Settlement, settle } from './settle.ts';

/** Folds every event acknowledged so far, inside the caller's transaction; `queued` where that left answers to hand over. */
export type CatchUp = (feed: FeedTransaction, at: Readonly<{ now: number; hmacKey: Uint8Array }>) => Promise<Readonly<{ queued: boolean }>>;

/** What one workspace's items are worked off with. */
export type Desk = Readonly<{
  workspace: string;
  store: Pick<Store, 'feed'>;
  provider: Provider;
  wakeUps: WakeUps;
  catchUp: CatchUp;
  lookUps: LookUps;
  author: () => StepAuthor;
  log: Logger;
}>;

const stepAfterSend = { accepted: 'accepted', rejected: 'failed', unknown: 'ambiguous' } as const satisfies Record<SendResult, string>;

/** Hands queued items to the provider: intent on record first, then one call each, then the answers on record (I7). */
export async function handOver(desk: Desk, items: readonly DispatchItem[]): Promise<void> {
  const intended = await putOnRecord(
    desk,
    items.map(({ id }) => id),
  );
  const settlements: Settlement[] = [];
  for (const intent of intended) {
    const step = stepAfterSend[await sendOnce(desk, intent)];
    settlements.push({ itemId: intent.item.id, attempt: intent.attempt, step });
  }
  await record(desk, settlements);
}

/** Folds first: an opt-out that was acknowledged before this moment counts (I8). */
async function putOnRecord({ store, workspace, author, wakeUps, catchUp }: Desk, ids: readonly string[]): Promise<readonly Intended[]> {
  const by = author();
  const { live, intended } = await store.feed.transaction(workspace, async (feed) => {
    const live = await catchUp(feed, by);
    return { live, intended: await intend(feed, ids, by) };
  });
  wakeUps.feedAdvanced$.next(workspace);
  if (live.queued) wakeUps.outboxAdded$.next(workspace);
  return intended;
}

/** Finds out what became of items whose answer is not known. What is surely not there may be sent again, nothing else (I7). */
export async function reconcile(desk: Desk, items: readonly DispatchItem[]): Promise<void> {
  const settlements: Settlement[] = [];
  for (const item of items) {
    const step = stepAfterLookUp(item, await lookUp(desk, item));
    if (step) settlements.push({ itemId: item.id, attempt: item.attempt, step });
  }
  await record(desk, settlements);
}

function stepAfterLookUp({ state, attempt }: DispatchItem, result: LookUpResult): Settlement['step'] | null {
  switch (result) {
    case 'accepted':
      return 'accepted';
    case 'notSent':
      return attempt < mostAttempts ? 'released' : 'failed';
    case 'unknown':
      return state === 'committed' ? 'ambiguous' : null;
  }
}

async function record({ store, workspace, author, wakeUps }: Desk, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const { queued } = await store.feed.transaction(workspace, (feed) => settle(feed, settlements, author()));
  wakeUps.feedAdvanced$.next(workspace);
  if (queued) wakeUps.outboxAdded$.next(workspace);
}

/** One call. Whatever is thrown may have come after the message left. */
async function sendOnce({ provider, workspace, log }: Desk, { item, attempt, person, message }: Intended): Promise<SendResult> {
  const contact = { ...(person.phone && { phone: person.phone.value }), ...(person.kakaoUuid && { kakaoUuid: person.kakaoUuid.value }) };
  try {
    return await provider.send({ workspace, itemId: item.id, attempt, userId: item.userId, ...contact, message });
  } catch (error) {
    log.warn({ err: error, itemId: item.id, attempt }, 'provider gave no answer, the item will be looked up');
    return 'unknown';
  }
}

async function lookUp({ provider, workspace, author, lookUps, log }: Desk, { id, attempt }: DispatchItem): Promise<LookUpResult> {
  const result = await provider.lookUp({ workspace, itemId: id, attempt }).catch((error: unknown): LookUpResult => {
    log.warn({ err: error, itemId: id, attempt }, 'provider could not be asked');
    return 'unknown';
  });
  if (result === 'unknown') lookUps.unanswered(id, author().now);
  else lookUps.answered(id);
  return result;
}
