import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../../../contract/testing/build-document.ts';
import type { LeadRow } from '../desk/lead-view.ts';
import { leadsByUser, productChooser } from './choose-products.ts';

const products = new Map(['mug', 'plate', 'pan'].map((id) => [id, aProduct({ id, productId: id })]));
const view = { product: (id: string) => products.get(id) } as Parameters<typeof productChooser>[0];
type Chosen = Parameters<typeof productChooser>[2];

function chooseProducts(of: typeof view, recommender: Parameters<typeof productChooser>[1], rows: readonly LeadRow[], chosen: Chosen) {
  const choose = productChooser(of, recommender, chosen);
  return [...leadsByUser(rows)].map(([userId, leadIds]) => ({ userId, leadIds, ...choose(userId) }));
}

const row = (userId: string, productId: string): LeadRow => ({ userId, productId, id: `${userId}~${productId}` }) as LeadRow;

/** Recommends what it is told to, and keeps by which rule it was asked. */
function aRecommender(of: Readonly<Record<string, readonly string[]>>) {
  const asked: unknown[] = [];
  const recommend = (userId: string, count: number) =>
    (of[userId] ?? []).slice(0, count).map((productId) => ({ productId, because: { kind: 'popular' as const }, score: 1 }));
  const recommender = {
    exact: (seen?: unknown) => {
      asked.push(seen);
      return recommend;
    },
    recent: () => recommend,
  };
  return { asked, recommender: recommender as unknown as Parameters<typeof productChooser>[1] };
}

describe('what each person of some leads gets', () => {
  test('given several leads of one person, they are one recipient with all of them', () => {
    const { recommender } = aRecommender({ a: ['mug'] });

    const choices = chooseProducts(view, recommender, [row('a', 'mug'), row('b', 'mug'), row('a', 'pan')], { kind: 'each', count: 1 });

    expect(choices.map(({ userId, leadIds }) => [userId, leadIds])).toEqual([
      ['a', ['a~mug', 'a~pan']],
      ['b', ['b~mug']],
    ]);
  });

  test('given so many recommendations each, everybody gets their own with the reason of the first; who has none gets nothing', () => {
    const { recommender, asked } = aRecommender({ a: ['mug', 'plate', 'pan'] });

    const [a, b] = chooseProducts(view, recommender, [row('a', 'x'), row('b', 'x')], { kind: 'each', count: 2, seen: 'never' });

    expect(a?.products.map(({ id }) => id)).toEqual(['mug', 'plate']);
    expect(a?.because).toEqual({ kind: 'popular' });
    expect([b?.products, b?.because]).toEqual([[], undefined]);
    expect(asked).toEqual(['never']);
  });

  test('given the same for all, nobody is recommended anything, and what the catalogue does not know is left out', () => {
    const { recommender, asked } = aRecommender({ a: ['mug'] });

    const [a] = chooseProducts(view, recommender, [row('a', 'x')], { kind: 'same', productIds: ['plate', 'gone'] });

    expect(a?.products.map(({ id }) => id)).toEqual(['plate']);
    expect([a?.because, asked]).toEqual([undefined, []]);
  });

  test('given people who get the same, they are given the very same list', () => {
    const { recommender } = aRecommender({ a: ['mug', 'pan'], b: ['mug', 'pan'] });

    const [a, b] = chooseProducts(view, recommender, [row('a', 'x'), row('b', 'x')], { kind: 'each', count: 2 });

    expect(a?.products).toBe(b?.products);
  });

  test('given any leads, every person is a recipient once and no lead is lost', () => {
    const leads = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('mug', 'plate', 'pan')), {
      selector: (one) => one.join('~'),
    });

    fc.assert(
      fc.property(leads, (some) => {
        const rows = some.map(([userId, productId]) => row(userId, productId));
        const choices = chooseProducts(view, aRecommender({}).recommender, rows, { kind: 'each', count: 1 });

        expect(new Set(choices.map(({ userId }) => userId)).size).toBe(choices.length);
        expect(choices.flatMap(({ leadIds }) => leadIds).sort()).toEqual(rows.map(({ id }) => id).sort());
      }),
    );
  });
});
