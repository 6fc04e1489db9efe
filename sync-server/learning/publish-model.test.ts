import { expect, onTestFinished, test } from 'vitest';
import type { ModelCard } from '../../contract/policy/model-card.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { createCommands } from '../command/apply-commands.ts';
import { openShop, workspace } from '../testing/open-shop.ts';
import { createPublisher } from './publish-model.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const made = (at: number) => ({
  id: 'neighbours' as const,
  madeAt: someTime + at,
  learnedFrom: { people: 1, products: 2, links: 1 },
  popular: [],
});

async function aShop() {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { publishModel } = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  const publish = createPublisher({ store: shop.store, publishModel });
  return { ...shop, publish: (at: number, text: string): Promise<ModelCard> => publish(workspace, made(at), bytes(text)) };
}

test('given files one after another, each is the next version, and the document names the newest', async () => {
  const { store, publish } = await aShop();

  const cards = [await publish(1, 'a'), await publish(2, 'b')];

  expect(cards.map(({ version }) => version)).toEqual([1, 2]);
  expect((await store.feed.documents(workspace, 'policy', ['neighbours'])).get('neighbours')).toEqual(cards[1]);
  expect((await store.models.read(workspace, cards[1]?.hash ?? ''))?.bytes).toEqual(bytes('b'));
});

test('given the very file that counts already, nothing is published', async () => {
  const { store, publish } = await aShop();
  const card = await publish(1, 'a');
  const head = await store.log.head(workspace);

  expect(await publish(9, 'a')).toEqual(card);
  expect(await store.log.head(workspace)).toBe(head);
});

test('given many files, the newest few are kept, and always the one that is named', async () => {
  const { store, publish } = await aShop();
  const cards: ModelCard[] = [];
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) cards.push(await publish(cards.length, text));

  const back = await publish(99, 'd'); // an old file again: its bytes are kept as they were made first

  const kept = await Promise.all(cards.map(({ hash }) => store.models.read(workspace, hash)));
  expect(kept.map((model) => model !== undefined)).toEqual([false, false, true, true, true, true]);
  expect(back.version).toBe(7);
});
