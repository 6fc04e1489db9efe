import { expect, test } from 'vitest';
import { aBatch, aMessage, anItem } from '../testing/a-batch.ts';
import { anImage } from '../testing/an-image.ts';
import { storeBatchImages } from './store-batch-images.ts';
import { StoredImages } from './stored-images.ts';

const withImage = (itemId: string, imageUrl: string) => {
  const message = aMessage();
  return anItem(itemId, { message: { ...message, cards: message.cards.map((card) => ({ ...card, imageUrl })) } });
};
const addresses = Array.from({ length: 40 }, (_, index) => `https://shop.example/${index}.png`);

test('given many images, a few are fetched at a time and each once, so that one that hangs does not hold up all', async () => {
  const read: string[] = [];
  let underWay = 0;
  let most = 0;
  const images = new StoredImages(
    async (url) => {
      read.push(url);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return anImage();
    },
    async () => ({ kind: 'stored', id: 'F1' }),
  );
  const batch = aBatch([...addresses, ...addresses].map((url, index) => withImage(String(10 + index), url)));

  const stored = await storeBatchImages(batch, images);

  expect(stored.items).toHaveLength(batch.items.length);
  expect([...read].sort()).toEqual([...addresses].sort());
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

test('given an image that is nowhere, only those who would be shown it are refused', async () => {
  const images = new StoredImages(
    async (url) => (url.endsWith('/1.png') ? null : anImage()),
    async () => ({ kind: 'stored', id: 'F1' }),
  );

  const stored = await storeBatchImages(aBatch(addresses.slice(0, 3).map((url, index) => withImage(String(10 + index), url))), images);

  expect([...stored.refused.keys()]).toEqual(['11']);
  expect(stored.items.map(({ itemId }) => itemId)).toEqual(['10', '12']);
});
