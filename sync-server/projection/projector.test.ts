import { afterEach, beforeEach, expect, test } from 'vitest';
import { aQuestion, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import { openShop, type Shop, silent, waitingFor, workspace } from '../testing/open-shop.ts';
import { manyEvents, startProjector } from './projector.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const start = (store: Pick<Store, 'feed' | 'credentials' | 'models'> = shop.store, limit = 1_000) =>
  startProjector({ store, wakeUps: shop.wakeUps, now: () => shop.clock.now, log: silent, limit });

const leadOf = async (id: string) => (await shop.store.feed.documents(workspace, 'lead', [id])).get(id);
const searches = (count: number) => Array.from({ length: count }, () => aSearch());

/** The same store, with something done before each call of a transaction. */
function watched(before: (call: string) => void): Pick<Store, 'feed' | 'credentials' | 'models'> {
  const { feed, credentials, models } = shop.store;
  const watch = (transaction: FeedTransaction) =>
    new Proxy(transaction, {
      get(target, name: keyof FeedTransaction) {
        const member = target[name];
        if (typeof member !== 'function') return member;
        return (...values: never[]) => {
          before(name);
          return (member as (...values: never[]) => unknown)(...values);
        };
      },
    });
  return { credentials, models, feed: { ...feed, transaction: (name, work) => feed.transaction(name, (open) => work(watch(open))) } };
}

test('given events that a crash left unfolded, they are folded at start, in batches', async () => {
  await shop.publish('bot', ...searches(25));

  const projector = await start(shop.store, 10);
  await projector.idle();

  expect(await leadOf('39~001')).toMatchObject({ searches: 25 });
  expect(await waitingFor(shop, 'bot')).toHaveLength(25);
  await projector.stop();
});

test('says after each fold whether many were waiting, and after one that failed that nobody need wait for it', async () => {
  await shop.publish('bot', ...searches(14));
  let broken = true;
  const store = watched(() => {
    if (broken) throw new Error('broken');
  });
  const told: boolean[] = [];
  const paced = (_: string, isBehind: boolean) => {
    told.push(isBehind);
    broken = false;
  };

  const projector = await startProjector({ store, wakeUps: shop.wakeUps, now: () => shop.clock.now, log: silent, limit: 10, paced });
  await expect.poll(() => told).toEqual([false, true, false]);

  await projector.stop();
});

test('given events that arrive, they are folded at once, and desks and outboxes are woken', async () => {
  const projector = await start();
  await projector.idle();
  const woken: string[] = [];
  shop.wakeUps.feedAdvanced$.subscribe((name) => woken.push(`feed ${name}`));
  shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(`outbox ${name}`));

  await shop.publish('bot', aSearch());
  await projector.idle();

  expect(await leadOf('39~001')).toMatchObject({ searches: 1 });
  expect(woken).toEqual([`feed ${workspace}`, `outbox ${workspace}`]);
  await projector.stop();
});

test('given a workspace that was made after the start, its first event is folded too', async () => {
  const projector = await start();
  await shop.store.credentials.ensureWorkspace('second');
  const woken: string[] = [];
  shop.wakeUps.feedAdvanced$.subscribe((name) => woken.push(name));
  await shop.publish('bot', aSearch());

  shop.wakeUps.logCommitted$.next('second');
  await projector.idle();

  expect(woken).toEqual([workspace]);
  expect(await shop.store.feed.cursor('second')).toBe(0);
  await projector.stop();
});

test('given a store that fails halfway, nothing of the batch is kept, and later it is folded once (I2)', async () => {
  await shop.publish('bot', aSearch(), aQuestion(), aRequest());
  let failures = 1;
  const failing = watched((call) => {
    if (call === 'moveCursor' && failures-- > 0) throw new Error('disk full');
  });

  const projector = await start(failing);
  await projector.idle();

  expect(failures).toBeLessThan(0);
  expect(await leadOf('39~001')).toMatchObject({ searches: 1, questions: 1, requests: 1 });
  expect(await waitingFor(shop, 'bot')).toHaveLength(3);
  await projector.stop();
});

test('given 1,000 events of many leads, their fold is a handful of store calls', async () => {
  const events = Array.from({ length: 250 }, (_, i) => {
    const said = { userId: `u${i % 50}`, productId: `p${i % 7}` };
    return [aSearch(said), aSearch(said), aQuestion(said), aRequest(said)];
  });
  await shop.publish('bot', ...events.flat());
  const calls: string[] = [];

  const projector = await start(
    watched((call) => void calls.push(call)),
    1_001,
  );
  await projector.idle();

  expect(calls).toEqual([
    'unfolded',
    ...['documents', 'documents', 'documents', 'documents', 'documents', 'documents'],
    ...['append', 'write', 'link', 'queue', 'moveCursor'],
  ]);
  expect((await waitingFor(shop, 'bot')).length).toBe(1_000);
  await projector.stop();
});

test('given a fold that found many, what arrives while events gather is folded as one; after few, nothing waits', async () => {
  let gathered = () => {};
  const gather = () => new Promise<void>((resolve) => (gathered = resolve));
  const folds: string[] = [];
  const store = watched((call) => void (call === 'moveCursor' && folds.push(call)));
  await shop.publish('bot', ...searches(manyEvents));
  const projector = await startProjector({ store, wakeUps: shop.wakeUps, now: () => shop.clock.now, log: silent, gather });
  await expect.poll(() => folds).toHaveLength(1);

  await shop.publish('bot', aSearch());
  await shop.publish('bot', aQuestion());
  expect(await shop.store.feed.lag(workspace)).toBe(2);
  gathered();
  await projector.idle();
  expect(folds).toHaveLength(2);

  await shop.publish('bot', aSearch());
  await projector.idle();
  expect(await shop.store.feed.lag(workspace)).toBe(0);
  await projector.stop();
});
