import { expect, test } from 'vitest';
import type { LeadPage, LeadRow } from '../replica/desk/lead-view.ts';
import { neighbour, whereIs } from './use-open-lead.ts';

const row = (id: string): LeadRow => ({
  id,
  userId: id,
  productId: 'p',
  searches: 0,
  questions: 0,
  waiting: 0,
  requests: 0,
  refusals: 0,
  status: 'new',
  tags: [],
  lastSeenAt: 0,
  lastReceivedAt: 0,
  points: 0,
  band: 'D',
  consented: false,
  pending: false,
});
const pageOf = (offset: number, ...ids: string[]): LeadPage => ({
  rows: ids.map(row),
  offset,
  total: 100,
  all: 100,
  facets: { products: [], statuses: [], bands: [], assignees: [], tags: [] },
});

test('given rows that moved, the open lead is found by its id', () => {
  expect(whereIs({ id: 'b', index: 41 }, pageOf(40, 'x', 'a', 'b'))).toEqual({ id: 'b', index: 42, listed: true });
});

test('given an edit that took the open lead out of the filter, the next one stands in its place', () => {
  const gone = whereIs({ id: 'b', index: 41 }, pageOf(40, 'a', 'c', 'd'));

  expect(gone.listed).toBe(false);
  expect(neighbour(gone, 1)).toBe(41);
  expect(neighbour(gone, -1)).toBe(40);
});

test('given a lead beyond the loaded rows, it keeps its place', () => {
  const far = whereIs({ id: 'z', index: 7 }, pageOf(40, 'a', 'b'));

  expect(neighbour(far, 1)).toBe(8);
});
