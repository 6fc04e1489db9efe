import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Metric } from '../../contract/metric.ts';
import { newMetric } from '../metric/fold-metric.ts';
import { createPopularity } from './popularity.ts';

const metric = (
  productId: string,
  day: string,
  counts: Partial<Record<'searches' | 'questions' | 'requests' | 'refusals', number>>,
): Metric => {
  const empty = newMetric(productId, day);
  const hours = (count = 0) => empty.searches.map((_, hour) => (hour === 9 ? count : 0));
  return {
    ...empty,
    searches: hours(counts.searches),
    questions: hours(counts.questions),
    requests: hours(counts.requests),
    refusals: hours(counts.refusals),
  };
};

const popular = (metrics: readonly Metric[], asOf = '2026-09-15') => {
  const popularity = createPopularity();
  for (const one of metrics) popularity.note(one);
  return popularity.newest(asOf, 9);
};

test('given what was asked about long ago and of late, the latter is more popular; a fortnight halves it', () => {
  expect(popular([metric('old', '2026-09-01', { questions: 3 }), metric('new', '2026-09-15', { questions: 2 })])).toEqual([
    { productId: 'new', weight: 4 * 1_024 },
    { productId: 'old', weight: 6 * 512 },
  ]);
});

test('given nothing but refusals, or days too old to count, a product is not popular at all', () => {
  expect(popular([metric('refused', '2026-09-15', { refusals: 9 }), metric('ancient', '2020-01-01', { searches: 999 })])).toEqual([]);
});

test('given metrics in any order, and older states of a day before its newest, the same is popular', () => {
  const anyMetric = fc
    .record({
      product: fc.constantFrom('a', 'b', 'c'),
      day: fc.constantFrom('2026-09-01', '2026-09-14', '2026-09-15'),
      searches: fc.nat(5),
    })
    .map(({ product, day, searches }) => metric(product, day, { searches }));
  const each = fc.uniqueArray(anyMetric, { selector: ({ id }) => id });

  fc.assert(
    fc.property(each, fc.nat(5), (metrics, searches) => {
      const before = metrics.map(({ productId, day }) => metric(productId, day, { searches }));

      expect(popular([...before, ...[...metrics].reverse()])).toEqual(popular(metrics));
    }),
  );
});
