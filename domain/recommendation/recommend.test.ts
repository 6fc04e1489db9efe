import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct } from '../../contract/testing/build-document.ts';
import type { Interest } from './interest.ts';
import { neighboursAmong } from './neighbour-lists.ts';
import { type RecommendationBasis, recommend } from './recommend.ts';

const catalogue = (...ids: string[]) => new Map(ids.map((productId) => [productId, aProduct({ id: productId, productId })]));
const basis = (change: Partial<RecommendationBasis> = {}): RecommendationBasis => ({
  products: catalogue('bag', 'belt', 'coat', 'shoe'),
  popularity: new Map([
    ['shoe', 9],
    ['coat', 5],
  ]),
  neighbours: neighboursAmong([new Set(['bag', 'belt']), new Set(['bag', 'belt']), new Set(['bag', 'coat'])]),
  ...change,
});
const interest = (productId: string, change: Partial<Interest> = {}): Interest => ({ productId, weight: 1, refused: false, ...change });

test('given others who asked about both, recommends what goes along and says why', () => {
  const [first] = recommend([interest('bag')], basis(), 1);

  expect(first).toEqual({ productId: 'belt', because: { kind: 'alsoAsked', productId: 'bag', users: 2 } });
});

test('given nothing in common with anybody, falls back to the own product, then to what is popular', () => {
  const found = recommend([interest('shoe')], basis(), 2);

  expect(found.map(({ productId, because }) => [productId, because.kind])).toEqual([
    ['shoe', 'askedAbout'],
    ['coat', 'popular'],
  ]);
});

test('given a user nobody knows, recommends what is popular', () => {
  expect(recommend([], basis(), 1)).toEqual([{ productId: 'shoe', because: { kind: 'popular' } }]);
});

test('given any interests, never recommends what was refused, is out of stock or unknown, and nothing twice', () => {
  const anyInterests = fc.uniqueArray(
    fc.record({ productId: fc.constantFrom('bag', 'belt', 'coat', 'shoe', 'gone'), weight: fc.nat(9), refused: fc.boolean() }),
    { selector: ({ productId }) => productId },
  );
  const products = catalogue('bag', 'belt', 'coat', 'shoe').set('coat', aProduct({ id: 'coat', productId: 'coat', inStock: false }));

  fc.assert(
    fc.property(anyInterests, (interests) => {
      const found = recommend(interests, basis({ products }), 9).map(({ productId }) => productId);

      const refused: string[] = interests.filter((one) => one.refused).map(({ productId }) => productId);
      expect(found.filter((id) => refused.includes(id) || id === 'coat' || id === 'gone')).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});

test('given interests in any order, the recommendations and their reasons are the same (I10)', () => {
  const neighbours = neighboursAmong([new Set(['bag', 'belt']), new Set(['coat', 'belt'])]);
  const interests = [interest('bag'), interest('coat')];

  const found = recommend(interests, basis({ neighbours }), 9);

  expect(recommend([...interests].reverse(), basis({ neighbours }), 9)).toEqual(found);
  expect(found[0]).toMatchObject({ productId: 'belt', because: { productId: 'bag' } });
});
