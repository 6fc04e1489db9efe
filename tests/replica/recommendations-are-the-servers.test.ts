import { expect, onTestFinished, test } from 'vitest';
import { type AnyDocument, type Collection, collections } from '../../contract/collection.ts';
import { aConsent, anIdentification, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import { decodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import { createDocuments } from '../../renderer/replica/documents.ts';
import { createRecommender } from '../../renderer/replica/recommender.ts';
import { createView } from '../../renderer/replica/view.ts';
import { createCommands } from '../../sync-server/command/apply-commands.ts';
import { createLearning } from '../../sync-server/learning/create-learning.ts';
import { createNeighbourLearner } from '../../sync-server/learning/neighbour-learner.ts';
import { createPublisher } from '../../sync-server/learning/publish-model.ts';
import { createRecommendTo } from '../../sync-server/learning/recommendations.ts';
import { openShop, type Shop, silent, workspace } from '../../sync-server/testing/open-shop.ts';

const everything = 100_000;
const [dayMs, minuteMs] = [86_400_000, 60_000];
const users = Array.from({ length: 60 }, (_, n) => `user${n}`);
const products = Array.from({ length: 24 }, (_, n) => `p${n}`);

/** Not random, so that a failure comes again: one that looks so. */
const scattered = (a: number, b: number, below: number) => ((a * 7_919 + b * 104_729 + a * b * 31) % 1_000_003) % below;

/** A shop whose people have asked about this and that; a few requests were refused, a few products are sold out or discontinued. */
async function aBusyShop(): Promise<Shop> {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  await shop.act({
    kind: 'upsertProducts',
    products: products.map((productId, n) => ({
      ...{ productId, name: `상품 ${n}`, priceKrw: 1_000 * n, imageUrl: 'https://shop.example/i.png', url: 'https://shop.example/' },
      ...{ inStock: n % 7 !== 0, category: 'bag', ...(n % 11 === 5 && { discontinued: true }) },
    })),
  });
  const events = users.flatMap((userId, u) =>
    Array.from({ length: 1 + scattered(u, 1, 6) }, (_, n) => {
      const productId = products[scattered(u, n + 2, 24)] as string;
      const occurredAt = shop.clock.now - scattered(u, n + 5, 20) * dayMs - n * minuteMs;
      return n === 3 ? aRequest({ userId, productId, occurredAt, message: '불가능' }) : aSearch({ userId, productId, occurredAt });
    }),
  );
  const reachable = users.slice(0, -1).flatMap((userId) => [anIdentification({ userId }), aConsent({ userId })]);
  await shop.publish('bot', ...events, ...reachable);
  await shop.drain();
  return shop;
}

/** What a desk that has pulled everything recommends, with the file that the document names. */
async function aDeskOf({ store, clock }: Shop) {
  const documents = createDocuments();
  for (const collection of collections) {
    const page = await store.feed.pull(workspace, collection, undefined, everything);
    if (page === 'resync') throw new Error('resync');
    stage(documents, collection, page.documents as readonly AnyDocument[]);
  }
  const none = { all: () => [], get: () => undefined };
  const view = createView({ documents, commands: none, member: () => 'owner', now: () => clock.now });
  view.show(documents.takeIn());
  const card = documents.of('policy').get('neighbours');
  const file = card?.id === 'neighbours' ? await store.models.read(workspace, card.hash) : undefined;
  const read = file && decodeNeighbours(file.bytes, file.hash);
  const table: NeighbourTable | undefined = read?.ok ? read.value : undefined;
  return createRecommender(view, () => table).exact();
}

/** Has the server publish what it has learned; resolves to what it answers from then on. */
async function learn({ store, wakeUps, clock }: Shop): Promise<ReturnType<typeof createRecommendTo>> {
  const now = () => clock.now;
  const { publishModel } = createCommands({ store, wakeUps, now });
  const ports = { store, wakeUps, now, made: () => undefined, log: silent };
  const learning = createLearning({ ...ports, publish: createPublisher({ store, publishModel }), learner: createNeighbourLearner() });
  await learning.learnNow(workspace);
  return createRecommendTo({ store, now });
}

const stage = (documents: ReturnType<typeof createDocuments>, collection: Collection, all: readonly AnyDocument[]) =>
  documents.stage(
    collection,
    all.map((body) => ({ id: body.id, body })),
  );

test.each(['last', 'among', 'never'] as const)(
  'given products already seen %s, every desk recommends to everybody what the server does, for the same reasons (I10)',
  async (seen) => {
    const shop = await aBusyShop();
    const recommendTo = await learn(shop);
    const best = async (userId: string) => (await recommendTo(workspace, userId, 1)).recommendations[0]?.productId;
    const sent = await best('user1');
    await shop.act({ kind: 'requestDispatch', recipients: [{ userId: 'user1', productIds: [sent ?? 'p1'] }] });
    await shop.act({ kind: 'setPolicy', policy: { id: 'recommendation', seen, restDays: 7 }, from: 0 });

    const onDesk = await aDeskOf(shop);
    const asked = await Promise.all(users.map(async (userId) => (await recommendTo(workspace, userId, 10)).recommendations));

    expect(users.map((userId) => onDesk(userId, 10))).toEqual(asked);
    expect(new Set(asked.flat().map(({ because }) => because.kind))).toContain('alsoAsked');
    const offered = new Set(asked.flat().map(({ productId }) => productId));
    for (const gone of ['p0', 'p7', 'p5', 'p16']) expect(offered).not.toContain(gone); // sold out, discontinued
  },
);

test('given a chat that comes to another product, server and desk follow it at once, before anything is learned of it (I10)', async () => {
  const shop = await aBusyShop();
  const recommendTo = await learn(shop);
  const reasons = async (userId: string) => {
    const onDesk = (await aDeskOf(shop))(userId, 1);
    expect((await recommendTo(workspace, userId, 1)).recommendations).toEqual(onDesk);
    return onDesk.map(({ because }) => (because.kind === 'alsoAsked' ? because.productId : because.kind));
  };
  const says = async (productId: string, occurredAt: number) => {
    await shop.publish('bot', aSearch({ userId: 'user3', productId, occurredAt }));
    await shop.drain();
  };

  await says('p8', shop.clock.now - 2 * minuteMs);
  const first = await reasons('user3');
  await says('p9', shop.clock.now - minuteMs);
  const then = await reasons('user3');
  await says('p8', shop.clock.now);

  expect([first, then, await reasons('user3')]).toEqual([['p8'], ['p9'], ['p8']]);
});

test('given a product that was sent, it rests for the days that the policy says, and comes back after them; a skipped message rests nothing', async () => {
  const shop = await aBusyShop();
  const recommendTo = createRecommendTo({ store: shop.store, now: () => shop.clock.now });
  const [reached, unreachable] = ['user2', users.at(-1) as string] as const;
  const offeredTo = async (userId: string) =>
    (await recommendTo(workspace, userId, 20)).recommendations.some(({ productId }) => productId === 'p1');
  await shop.act({ kind: 'setPolicy', policy: { id: 'recommendation', seen: 'last', restDays: 7 }, from: 0 });
  await shop.publish('bot', ...[reached, unreachable].map((userId) => aSearch({ userId, productId: 'p1' })));
  await shop.drain();
  expect([await offeredTo(reached), await offeredTo(unreachable)]).toEqual([true, true]);

  const recipients = [reached, unreachable].map((userId) => ({ userId, productIds: ['p1'] }));
  await shop.act({ kind: 'requestDispatch', recipients }, { issuedAt: shop.clock.now });

  expect([await offeredTo(reached), await offeredTo(unreachable)]).toEqual([false, true]);
  shop.clock.now += 6 * dayMs;
  expect(await offeredTo(reached)).toBe(false);
  shop.clock.now += dayMs;
  expect(await offeredTo(reached)).toBe(true);
});
