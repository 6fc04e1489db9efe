import type { DispatchItem } from '../../contract/dispatch.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { sendDueAt } from './due.ts';
import { type Desk, handOver, reconcile } from './hand-over.ts';

/** Bounds how many items are between intent and answer at a time: how many a crash leaves to be looked up, and a stop waits for. */
const itemsPerTurn = 20;
const itemsPerPage = 500;
/** However a moved clock makes it look. */
const shortestPauseMs = 50;

/** Takes every open item that is due one step on; answers after how many ms the next one will be, if any. */
export async function workOff(desk: Desk, stopping: () => boolean): Promise<number | undefined> {
  for await (const page of openItems(desk)) {
    const now = desk.author().now;
    const due = page.filter((item) => dueAt(desk, item) <= now);
    const queued = due.filter(({ state }) => isUnclaimed(state));
    const unanswered = due.filter(({ state }) => !isUnclaimed(state));
    await inTurns(unanswered, stopping, (items) => reconcile(desk, items));
    await inTurns(queued, stopping, (items) => handOver(desk, items));
    if (stopping()) return undefined;
  }
  return untilNext(desk);
}

async function inTurns(
  items: readonly DispatchItem[],
  stopping: () => boolean,
  work: (items: readonly DispatchItem[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length && !stopping(); from += itemsPerTurn) await work(items.slice(from, from + itemsPerTurn));
}

async function untilNext(desk: Desk): Promise<number | undefined> {
  let next = Number.POSITIVE_INFINITY;
  for await (const page of openItems(desk)) for (const item of page) next = Math.min(next, dueAt(desk, item));
  return next === Number.POSITIVE_INFINITY ? undefined : Math.max(next - desk.author().now, shortestPauseMs);
}

const dueAt = ({ lookUps }: Desk, item: DispatchItem): number => (isUnclaimed(item.state) ? sendDueAt(item) : lookUps.dueAt(item));

/** Everything that has not ended, by id, a page at a time. */
async function* openItems({ store, workspace }: Desk): AsyncGenerator<readonly DispatchItem[]> {
  for (let after = ''; ; ) {
    const open = await store.feed.documentsFrom(workspace, 'openItem', '', after, itemsPerPage);
    const items = await store.feed.documents(
      workspace,
      'dispatchItem',
      open.map(({ id }) => id),
    );
    yield [...items.values()];
    after = open.at(-1)?.id ?? '';
    if (open.length < itemsPerPage) return;
  }
}
