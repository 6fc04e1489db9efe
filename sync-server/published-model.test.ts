import { expect, onTestFinished, test } from 'vitest';
import type { ModelCard } from '../contract/policy/model-card.ts';
import { someTime } from '../contract/testing/build-event.ts';
import { createCommands } from './command/apply-commands.ts';
import { may } from './command/may.ts';
import { rebuild } from './projection/rebuild.ts';
import { openShop, workspace } from './testing/open-shop.ts';

const card = (version: number, hash: string): ModelCard => ({
  id: 'neighbours',
  version,
  hash: hash.repeat(64),
  bytes: 12,
  madeAt: someTime,
  learnedFrom: { people: 3, products: 2, links: 1 },
  popular: [],
});

async function aShop() {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { publishModel } = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  return {
    ...shop,
    publish: (one: ModelCard) => publishModel(workspace, one),
    published: async () => (await shop.store.feed.documents(workspace, 'policy', ['neighbours'])).get('neighbours'),
  };
}

test('given a learned file published twice, there is one fact of it, and desks are told once (I6)', async () => {
  const { store, publish, published } = await aShop();
  await publish(card(1, 'a'));
  const before = [await store.log.head(workspace), await store.feed.heads(workspace)];

  await publish(card(1, 'a'));

  expect([await store.log.head(workspace), await store.feed.heads(workspace)]).toEqual(before);
  expect(await published()).toEqual(card(1, 'a'));
});

test('given two servers that made a file of the same version, the first in the log counts until the next version', async () => {
  const { publish, published } = await aShop();

  await publish(card(1, 'a'));
  await publish(card(1, 'b'));
  const first = await published();
  await publish(card(2, 'b'));

  expect([first, await published()]).toEqual([card(1, 'a'), card(2, 'b')]);
});

test('given published files, a rebuild names the same one and forgets none', async () => {
  const { store, publish, published } = await aShop();
  const bytes = new TextEncoder().encode('a file');
  const hash = await store.models.keep(workspace, { kind: 'neighbours', madeAt: someTime, bytes });
  await publish({ ...card(1, 'a'), hash });

  expect(await rebuild(store, workspace)).toMatchObject({ written: 0, removed: 0 });

  expect(await published()).toMatchObject({ hash });
  expect((await store.models.read(workspace, hash))?.bytes).toEqual(bytes);
});

test('given a member, not even one called system publishes a file: only the server itself (I9)', () => {
  const act = { kind: 'publishModel', card: card(1, 'a') } as const;

  expect(may({ member: 'owner', from: 'credential' }, act)).toBe(false);
  expect(may({ member: 'system', from: 'credential' }, act)).toBe(false);
  expect(may({ member: 'system', from: 'inside' }, act)).toBe(true);
});
