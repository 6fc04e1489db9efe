import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import { askHealthEveryMs } from '../../domain/dispatching/after-error.ts';
import { isRestored } from '../../domain/dispatching/dispatch-step.ts';
import { dispatchDueAt, maySend, overAt } from '../../domain/dispatching/due.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { openItemId } from '../../domain/identity/ids.ts';
import { holdDispatch } from './hold-dispatch.ts';
import { change, type Machine } from './machine.ts';
import { reconcile, takeOver } from './reconcile.ts';
import { sendBatch } from './send-batch.ts';
import { type FoundStep, takeSteps } from './take-steps.ts';

/** However much a provider takes at once: so many items a crash leaves to be looked up, and a stop waits for. */
const mostOfBatch = 500;
const itemsPerPage = 1_000;
const dispatchesPerPage = 500;
/** However a moved clock makes it look. */
const shortestPauseMs = 50;
/** How soon it is noticed that another server, which holds something, is gone. */
const lookAtOthersMs = 5_000;

/** Takes every dispatch that is due as far as it goes; answers after how many ms the next one will be, if any. */
export async function workOff(machine: Machine, stopping: () => boolean): Promise<number | undefined> {
  let next = Number.POSITIVE_INFINITY;
  const open = await openDispatches(machine);
  machine.pauses.keepLooks(new Set(open.map(({ id }) => id)));
  for (const { id, dueAt } of open) {
    if (stopping()) return undefined;
    const due = dueAt <= machine.author().now;
    next = Math.min(next, due ? await workDue(machine, id, stopping) : dueAt);
  }
  return next === Number.POSITIVE_INFINITY ? undefined : Math.max(next - machine.author().now, shortestPauseMs);
}

/**
 * What chats say moves the feed all day, and each time a dispatch whose items wait for another attempt would be read whole: it is left alone until its
 * time, while no dispatch and no item has changed. Answers when it is to be looked at again, epoch ms.
 */
async function workDue(machine: Machine, id: string, stopping: () => boolean): Promise<number> {
  const { heads } = await machine.store.feed.heads(machine.workspace); // before the look, so that what changes meanwhile is looked at
  const head = Math.max(heads.dispatch, heads.dispatchItem);
  const at = machine.author().now;
  const waitsUntil = machine.pauses.lookAt(id, head, at);
  if (waitsUntil > 0) return waitsUntil;
  const next = await workDispatch(machine, id, stopping);
  machine.pauses.looked(id, { head, at, next });
  return next;
}

/** What is open of one dispatch, at one moment. */
type Looked = Readonly<{ dispatch: Dispatch; items: readonly DispatchItem[]; foreign: ReadonlySet<string> }>;

/** Does what is due of what was found; whether that changed anything, so that it is looked at anew. */
type Work = (machine: Machine, found: Looked, stopping: () => boolean) => Promise<boolean>;

/** Answers when it is to be looked at again, epoch ms. */
async function workDispatch(machine: Machine, id: string, stopping: () => boolean): Promise<number> {
  const works: readonly Work[] = [goOn, endOver, sendDue];
  let found = await look(machine, id);
  for (const work of works) if (found && (await work(machine, found, stopping))) found = await look(machine, id);
  return found ? dueAgainAt(machine, found) : Number.POSITIVE_INFINITY;
}

const inHand: ReadonlySet<string> = new Set(['claimed', 'prepared', 'committed']);

async function look({ store, workspace, holding }: Machine, id: string): Promise<Looked | undefined> {
  const open = await allOf(
    (after) => store.feed.documentsFrom(workspace, 'openItem', openItemId(id, ''), after, itemsPerPage),
    itemsPerPage,
  );
  const ids = open.map((one) => one.id.slice(openItemId(id, '').length));
  const items = await store.feed.documents(workspace, 'dispatchItem', ids);
  const dispatch = (await store.feed.documents(workspace, 'dispatch', [id])).get(id);
  if (!dispatch || items.size === 0) return undefined;
  const alive = await holding.alive();
  const others = open.filter(({ holder }) => holder !== undefined && holder !== holding.own && alive.has(holder));
  return { dispatch, items: [...items.values()], foreign: new Set(others.map((one) => one.id.slice(openItemId(id, '').length))) };
}

/** What a life has left behind is asked about at once, everything else after a pause that grows. */
async function goOn(machine: Machine, { items, foreign }: Looked, stopping: () => boolean): Promise<boolean> {
  const left = items.filter(({ id, state }) => inHand.has(state) && !foreign.has(id));
  await takeOver(machine, left);
  const now = machine.author().now;
  const due = items.filter((item) => item.state === 'ambiguous' && machine.pauses.lookUpAt(item) <= now);
  const doubtful = left
    .filter(({ state }) => state === 'committed')
    .map((item): DispatchItem => ({ ...item, state: 'ambiguous', at: now }));
  for (const batch of byBatch([...due, ...doubtful])) {
    if (stopping()) break;
    await reconcile(machine, batch);
  }
  return left.length + due.length > 0;
}

/** Who of a dispatch that is called off or over was not sent to yet never is. What may have left before is not sent again by the word "expired" (I7). */
async function endOver(machine: Machine, { dispatch, items }: Looked): Promise<boolean> {
  const now = machine.author().now;
  if (dispatch.state !== 'cancelling' && now < overAt(dispatch)) return false;
  const waiting = items.filter(({ state }) => isUnclaimed(state));
  if (waiting.length === 0) return false;
  const end = endOfWaiting(dispatch);
  await change(machine, (feed, author) =>
    takeSteps(
      feed,
      waiting.map(({ id, attempt }) => ({ itemId: id, attempt, ...end })),
      author,
    ),
  );
  return true;
}

function endOfWaiting(dispatch: Dispatch): Pick<FoundStep, 'step' | 'reason'> {
  if (dispatch.state === 'cancelling') return { step: 'cancelled' };
  return isRestored(dispatch) ? { step: 'cancelled', reason: 'dispatch.mayHaveLeft' } : { step: 'expired', reason: 'dispatch.expired' };
}

async function sendDue(machine: Machine, { dispatch, items }: Looked, stopping: () => boolean): Promise<boolean> {
  const now = machine.author().now;
  if (!maySend(dispatch, now)) return false;
  if (await isStillAiling(machine, dispatch)) return true;
  const due = items.filter((item) => isUnclaimed(item.state) && machine.pauses.claimAt(item) <= now);
  const size = Math.min(machine.adapter.capabilities.maxBatch, mostOfBatch);
  for (let from = 0; from < due.length && !stopping(); from += size) {
    const ids = due.slice(from, from + size).map(({ id }) => id);
    for (const id of ids) machine.pauses.released(id);
    const { stopped } = await sendBatch(machine, dispatch.id, ids);
    if (stopped) break;
  }
  return due.length > 0;
}

/**
 * What waits for a key or for balance goes on by itself once the provider says that it is well. Until then it waits on, and nothing is claimed: a
 * thousand items would move back and forth in the log for nothing.
 */
async function isStillAiling(machine: Machine, { id, hold }: Dispatch): Promise<boolean> {
  if (hold?.reason !== 'auth' && hold?.reason !== 'balance') return false;
  const health = await machine.adapter.health(machine.workspace).catch(() => ({ ok: false }));
  if (health.ok) return false;
  await change(machine, async (feed, author) => {
    await holdDispatch(feed, id, { reason: hold.reason, until: author.now + askHealthEveryMs }, author);
    return { queued: false };
  });
  return true;
}

function dueAgainAt(machine: Machine, { dispatch, items, foreign }: Looked): number {
  const now = machine.author().now;
  const sends = dispatch.state === 'cancelling' ? now : (dispatchDueAt({ ...dispatch, counts: waitingOnly(dispatch) }) ?? now);
  return items.reduce((soonest, item) => {
    if (isUnclaimed(item.state)) return Math.min(soonest, Math.max(sends, machine.pauses.claimAt(item)), overAt(dispatch));
    if (item.state === 'ambiguous') return Math.min(soonest, machine.pauses.lookUpAt(item));
    return Math.min(soonest, foreign.has(item.id) ? now + lookAtOthersMs : now);
  }, Number.POSITIVE_INFINITY);
}

const waitingOnly = ({ counts }: Dispatch): Dispatch['counts'] => ({ ...counts, claimed: 0, prepared: 0, committed: 0, ambiguous: 0 });

function byBatch(items: readonly DispatchItem[]): readonly (readonly DispatchItem[])[] {
  const batches = new Map<string, DispatchItem[]>();
  for (const item of items) {
    const key = item.batchId ?? '';
    const batch = batches.get(key);
    if (batch) batch.push(item);
    else batches.set(key, [item]);
  }
  return [...batches.values()];
}

function openDispatches({ store, workspace }: Machine) {
  return allOf((after) => store.feed.documentsFrom(workspace, 'openDispatch', '', after, dispatchesPerPage), dispatchesPerPage);
}

async function allOf<T extends Readonly<{ id: string }>>(
  page: (after: string) => Promise<readonly T[]>,
  size: number,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let after = ''; ; ) {
    const some = await page(after);
    all.push(...some);
    after = some.at(-1)?.id ?? '';
    if (some.length < size) return all;
  }
}
