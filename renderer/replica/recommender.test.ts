import { expect, test } from 'vitest';
import type { Lead } from '../../contract/lead.ts';
import { aLead, aProduct } from '../../contract/testing/build-document.ts';
import { defaultRecommendationRules } from '../../domain/recommendation/default-rules.ts';
import { neighboursAmong } from '../../domain/recommendation/neighbour-lists.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import { createRecommender } from './recommender.ts';
import type { View } from './view.ts';

const lead = (userId: string, productId: string): Lead => aLead({ userId, productId });

/** A view of leads, each of a user and a product, that counts how often all of them were read. */
function aView(count: number) {
  const leads = new Map(Array.from({ length: count }, (_, i) => lead(`u${i >> 1}`, `p${i % 2}`)).map((one) => [one.id, one]));
  const work = { read: 0 };
  let population = 1;
  const policies = new Map<string, object>();
  const view = {
    rows: {
      get size() {
        return leads.size;
      },
      all: () => {
        work.read++;
        return leads.values();
      },
    },
    indexes: {
      leadsOfUser: { of: (userId: string) => [...leads.keys()].filter((id) => id.startsWith(`${userId}~`)) },
      itemsOfUser: { of: () => [] },
    },
    documents: { of: () => policies },
    products: () => ['p0', 'p1', 'p2', 'p3'].map((id) => aProduct({ id, productId: id })),
    population: () => population,
    lead: (id: string) => leads.get(id),
    recommendationRules: () => defaultRecommendationRules,
    today: () => '2026-09-15',
  } as unknown as View;
  const add = (userId: string, productId: string) => {
    const one = lead(userId, productId);
    leads.set(one.id, one);
    population++;
  };
  return { view, add, work, policies };
}

const noFile = () => undefined;

test('given no file yet and a lead that came, what is shown with every change is not counted anew, what is sent is', () => {
  const { view, add, work } = aView(1_000);
  const recommender = createRecommender(view, noFile);
  expect(recommender.recent()('u1', 1)).toMatchObject([{ productId: 'p0' }]);
  work.read = 0;

  add('u1', 'p2');
  recommender.recent()('u1', 1);
  expect(work.read).toBe(0);
  recommender.exact()('u1', 1);
  expect(work.read).toBeGreaterThan(0);
});

test('given no file yet and one lead in a hundred that came, all is counted anew', () => {
  const { view, add, work } = aView(1_000);
  const recommender = createRecommender(view, noFile);
  recommender.recent()('u1', 1);
  work.read = 0;

  for (let i = 0; i <= 10; i++) add(`new${i}`, 'p2');
  recommender.recent()('u1', 1);

  expect(work.read).toBeGreaterThan(0);
});

test('given the file that the server published, it counts and nothing is counted here; who has nothing in common is offered what is popular', () => {
  const { view, add, work, policies } = aView(4);
  add('new', 'p9');
  const table: NeighbourTable = neighboursAmong([new Set(['p0', 'p3']), new Set(['p0', 'p3'])]);
  policies.set('neighbours', { id: 'neighbours', popular: [{ productId: 'p2', weight: 5 }] });
  const recommend = createRecommender(view, () => table).exact();

  expect(recommend('u1', 1)).toEqual([{ productId: 'p3', because: { kind: 'alsoAsked', productId: 'p0', users: 2 } }]);
  expect(recommend('new', 1)).toEqual([{ productId: 'p2', because: { kind: 'popular' } }]);
  expect(work.read).toBe(0);
});
