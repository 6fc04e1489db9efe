import fc from 'fast-check';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { aQuestion, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import { decodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import { createCommands } from '../command/apply-commands.ts';
import { openShop, workspace } from '../testing/open-shop.ts';
import { createLearning, firstLookMs } from './create-learning.ts';
import type { InterestChange } from './learner.ts';
import { createNeighbourLearner } from './neighbour-learner.ts';
import { createPublisher } from './publish-model.ts';

const hourMs = 3_600_000;

async function aShop() {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { store, wakeUps, clock } = shop;
  const now = () => clock.now;
  const { publishModel } = createCommands({ store, wakeUps, now });
  const ports = { store, wakeUps, now, made: () => undefined, log: pino({ level: 'silent' }) };
  /** As after a start: nothing is known yet. */
  const start = () => createLearning({ ...ports, publish: createPublisher({ store, publishModel }), learner: createNeighbourLearner() });
  const asked = async (...who: readonly (readonly [userId: string, productId: string])[]) => {
    await shop.publish('bot', ...who.map(([userId, productId]) => aSearch({ userId, productId })));
    await shop.drain();
  };
  const published = async () => {
    const card = (await store.feed.documents(workspace, 'policy', ['neighbours'])).get('neighbours');
    return card?.id === 'neighbours' ? card : undefined;
  };
  return { ...shop, start, asked, published };
}

test('given people who asked about the same products, publishes what goes together, and what is popular', async () => {
  const { store, start, asked } = await aShop();
  await asked(['u1', 'bag'], ['u1', 'belt'], ['u2', 'bag'], ['u2', 'belt'], ['u3', 'bag']);

  const card = await start().learnNow(workspace);

  const file = await store.models.read(workspace, card.hash);
  const read = decodeNeighbours(file?.bytes ?? new Uint8Array(), card.hash);
  expect(read).toMatchObject({ ok: true, value: { productIds: ['bag', 'belt'] } });
  expect(card).toMatchObject({ version: 1, learnedFrom: { people: 3, products: 2, links: 2 } });
  expect(card.popular.map(({ productId }) => productId)).toEqual(['bag', 'belt']);
});

test('given a restart, the same is learned again and not published again; given somebody new, it goes on', async () => {
  const { store, start, asked, clock } = await aShop();
  await asked(['u1', 'bag'], ['u1', 'belt']);
  const before = await start().learnNow(workspace);
  const head = await store.log.head(workspace);
  clock.now += hourMs;

  const restarted = start();
  expect(await restarted.learnNow(workspace)).toEqual(before);
  expect(await store.log.head(workspace)).toBe(head);

  await asked(['u2', 'bag'], ['u2', 'coat']);
  expect(await restarted.learnNow(workspace)).toMatchObject({ version: 2, learnedFrom: { people: 2, products: 3 } });
});

test('given nothing but a refused request, nobody showed interest in it', async () => {
  const { start, publish, drain } = await aShop();
  await publish('bot', aRequest({ userId: 'u1', productId: 'bag', message: '불가능' }), aQuestion({ userId: 'u1', productId: 'belt' }));
  await drain();

  expect((await start().learnNow(workspace)).learnedFrom).toEqual({ people: 1, products: 1, links: 0 });
});

test('given a server that follows the feed, the first file comes by itself, the next not within the hour, however much is asked', async () => {
  const { start, asked, clock, wakeUps, published } = await aShop();
  const following = await start().follow();
  onTestFinished(() => following.stop());
  const wake = async () => {
    wakeUps.feedAdvanced$.next(workspace);
    await following.idle();
  };
  await asked(['u1', 'bag'], ['u1', 'belt']);

  await wake();
  expect(await published()).toBeUndefined();
  clock.now += firstLookMs;
  await wake();
  expect(await published()).toMatchObject({ version: 1 });

  await asked(...Array.from({ length: 30 }, (_, n) => [`v${n}`, 'bag'] as const));
  clock.now += hourMs - 1_000;
  await wake();
  expect(await published()).toMatchObject({ version: 1 });
  clock.now += hourMs;
  await wake();
  expect(await published()).toMatchObject({ version: 2, learnedFrom: { people: 31 } });
});

test('given the same interests in any order, with any that came and went between, the file has the same bytes', async () => {
  const anyChange: fc.Arbitrary<InterestChange> = fc.record({
    userId: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
    productId: fc.constantFrom('bag', 'belt', 'coat', 'shoe'),
    shown: fc.boolean(),
  });
  const lastOfEach = (changes: readonly InterestChange[]) => [
    ...new Map(changes.map((change) => [`${change.userId}~${change.productId}`, change])).values(),
  ];

  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { maxLength: 40 }), async (changes) => {
      const [told, toldAtOnce] = [createNeighbourLearner(), createNeighbourLearner()];
      for (const change of changes) await told.take(workspace, [change, change]);
      await toldAtOnce.take(workspace, lastOfEach(changes).reverse());

      expect(await told.make(workspace)).toEqual(await toldAtOnce.make(workspace));
    }),
  );
});
