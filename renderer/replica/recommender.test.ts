import { expect, test } from 'vitest';
import { createRecommender } from './recommender.ts';
import type { View } from './view.ts';

/** A view of leads, each of a user and a product, that counts how often all of them were read. */
function aView(count: number) {
  const rows = new Map(
    Array.from({ length: count }, (_, i) => [
      `u${i >> 1}~p${i % 2}`,
      { id: `u${i >> 1}~p${i % 2}`, userId: `u${i >> 1}`, productId: `p${i % 2}`, points: 1 },
    ]),
  );
  const work = { read: 0 };
  let population = 1;
  const view = {
    rows: {
      get: (id: string) => rows.get(id),
      get size() {
        return rows.size;
      },
      all: () => {
        work.read++;
        return rows.values();
      },
    },
    indexes: { leadsOfUser: { of: (userId: string) => [...rows.keys()].filter((id) => id.startsWith(`${userId}~`)) } },
    products: () => ['p0', 'p1', 'p2'].map((id) => ({ id, inStock: true })),
    population: () => population,
    lead: () => undefined,
  } as unknown as View;
  const add = (userId: string, productId: string) => {
    rows.set(`${userId}~${productId}`, { id: `${userId}~${productId}`, userId, productId, points: 1 });
    population++;
  };
  return { view, add, work };
}

test('given a lead that came, what is shown with every change is not counted anew, what is sent is', () => {
  const { view, add, work } = aView(1_000);
  const recommender = createRecommender(view);
  expect(recommender.recent()('u1', 1)).toMatchObject([{ productId: 'p0' }]);
  work.read = 0;

  add('u1', 'p2');
  recommender.recent()('u1', 1);
  expect(work.read).toBe(0);
  recommender.exact()('u1', 1);
  expect(work.read).toBeGreaterThan(0);
});

test('given one lead in a hundred that came, all is counted anew', () => {
  const { view, add, work } = aView(1_000);
  const recommender = createRecommender(view);
  recommender.recent()('u1', 1);
  work.read = 0;

  for (let i = 0; i <= 10; i++) add(`new${i}`, 'p2');
  recommender.recent()('u1', 1);

  expect(work.read).toBeGreaterThan(0);
});
