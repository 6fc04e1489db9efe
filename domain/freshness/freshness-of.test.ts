import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someTime } from '../../contract/testing/build-event.ts';
import { type Arrival, freshnessOf, recentArrivals, recentMs } from './freshness-of.ts';

const took = (chatMs: number, deskMs: number, shownAt = someTime): Arrival => ({
  at: shownAt - deskMs - chatMs,
  receivedAt: shownAt - deskMs,
  shownAt,
});

test('given nothing recent, says nothing', () => {
  expect(freshnessOf([], someTime)).toBeUndefined();
  expect(freshnessOf([took(10, 10, someTime - recentMs)], someTime)).toBeUndefined();
});

test('given nineteen quick arrivals and a slow one, the slow one is among the five in a hundred that are left out', () => {
  const arrivals = [...Array.from({ length: 19 }, () => took(20, 80)), took(5_000, 9_000)];

  expect(freshnessOf(arrivals, someTime)).toEqual({ count: 20, p95Ms: 100, chatToServerP95Ms: 20, serverToDeskP95Ms: 80 });
});

test('given many arrivals, only the newest count', () => {
  const arrivals = [...Array.from({ length: 500 }, () => took(0, 60_000)), ...Array.from({ length: recentArrivals }, () => took(10, 50))];

  expect(freshnessOf(arrivals, someTime)).toMatchObject({ count: recentArrivals, p95Ms: 60 });
});

test('given clocks that differ however, no time is negative', () => {
  const anyArrival = fc.record({ at: fc.nat(1_000), receivedAt: fc.nat(1_000), shownAt: fc.nat(1_000) });
  fc.assert(
    fc.property(fc.array(anyArrival, { minLength: 1, maxLength: 30 }), (arrivals) => {
      const { p95Ms, chatToServerP95Ms, serverToDeskP95Ms } = freshnessOf(arrivals, 0) as NonNullable<ReturnType<typeof freshnessOf>>;

      expect(Math.min(p95Ms, chatToServerP95Ms, serverToDeskP95Ms)).toBeGreaterThanOrEqual(0);
    }),
  );
});
