import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct } from '../../contract/testing/build-document.ts';
import type { Interest } from './interest.ts';
import { neighboursAmong } from './neighbour-lists.ts';
import { type RecommendationBasis, recommend, type SeenRule } from './recommend.ts';
import { summandsOf } from './sum-neighbours.ts';

const ids = ['bag', 'belt', 'coat', 'scarf', 'shoe'];
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

test('given any interests, products are ranked by the sum of what each interest adds, and the first reason is the largest of them (I10)', () => {
  const anyInterests = fc.uniqueArray(
    fc.record({ productId: fc.constantFrom(...ids), weight: fc.integer({ min: 1, max: 1_024 }), refused: fc.constant(false) }),
    { selector: ({ productId }) => productId, maxLength: 5 },
  );
  const anyUsers = fc.array(fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }), { maxLength: 20 });

  fc.assert(
    fc.property(anyInterests, anyUsers, (interests, users) => {
      const neighbours = neighboursAmong(users.map((products) => new Set(products)));
      const found = recommend(interests, basis({ products: catalogue(...ids), popularity: new Map(), neighbours }), 99, { seen: 'never' });

      const known = interests.map(({ productId }) => productId);
      const summed = ids
        .filter((id) => !known.includes(id))
        .map((id) => ({ id, summands: summandsOf(id, interests, neighbours) }))
        .map(({ id, summands }) => ({ id, points: summands.reduce((sum, { points }) => sum + points, 0), because: summands[0]?.productId }))
        .filter(({ points }) => points > 0)
        .sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
      expect(found.map(({ productId, because }) => [productId, because.kind === 'alsoAsked' && because.productId])).toEqual(
        summed.map(({ id, because }) => [id, because]),
      );
    }),
  );
});

test('given a running chat, what was looked at last speaks the loudest, and may come back only where the rule lets it', () => {
  const neighbours = neighboursAmong([
    new Set(['bag', 'belt']),
    new Set(['bag', 'belt']),
    new Set(['coat', 'shoe']),
    new Set(['coat', 'shoe']),
  ]);
  const chat = [interest('bag', { weight: 512 }), interest('coat', { weight: 1_024 })];
  const found = (seen: SeenRule) =>
    recommend(chat, basis({ neighbours, popularity: new Map() }), 9, { seen }).map(({ productId }) => productId);

  expect(found('never')).toEqual(['shoe', 'belt']);
  expect(found('last')).toEqual(['shoe', 'belt', 'coat', 'bag']);
  expect(found('among')).toEqual(['coat', 'shoe', 'bag', 'belt']);
});

test('given what was sent to somebody not long ago, leaves it out', () => {
  const found = recommend([interest('bag')], basis(), 9, { seen: 'last', exclude: new Set(['belt']) });

  expect(found.map(({ productId }) => productId)).not.toContain('belt');
});

test('given somebody new, recommends what goes along with the product of their chat', () => {
  expect(recommend([interest('belt')], basis(), 1)).toEqual([
    { productId: 'bag', because: { kind: 'alsoAsked', productId: 'belt', users: 2 } },
  ]);
});
