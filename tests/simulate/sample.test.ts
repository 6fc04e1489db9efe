import { expect, test } from 'vitest';
import { catalogue, conversations } from './sample.ts';

test('given the sample catalogue, there are at least 60 products, each with its own id, a few sold out', () => {
  const soldOut = catalogue.filter(({ inStock }) => !inStock);

  expect(catalogue.length).toBeGreaterThanOrEqual(60);
  expect(new Set(catalogue.map(({ productId }) => productId)).size).toBe(catalogue.length);
  expect(soldOut.length).toBeGreaterThan(0);
  expect(soldOut.length).toBeLessThan(catalogue.length / 10);
});

test('given a discount, it is lower than the price', () => {
  const discounted = catalogue.filter(({ discountKrw }) => discountKrw !== undefined);

  expect(discounted.length).toBeGreaterThan(0);
  expect(discounted.filter(({ priceKrw, discountKrw = 0 }) => discountKrw >= priceKrw)).toEqual([]);
});

test('given the categories of the catalogue, each has questions and goes together with another', () => {
  const categories = [...new Set(catalogue.map(({ category }) => category))];

  expect(Object.keys(conversations.questions).sort()).toEqual([...categories].sort());
  expect(categories.filter((category) => !conversations.bundles.some((bundle) => bundle.includes(category)))).toEqual([]);
  expect(conversations.bundles.flat().filter((category) => !categories.includes(category))).toEqual([]);
});

test('given the requests of the sample, only the one that is meant to be refused is the seed rule’s', () => {
  expect(conversations.refusedRequest).toBe('불가능');
  expect(conversations.requests).not.toContain(conversations.refusedRequest);
});
