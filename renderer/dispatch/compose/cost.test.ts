import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf } from './cost.ts';

test('given a balance that covers it to the won, nothing is missing', () => {
  expect(costOf(3, 30, 90)).toEqual({ totalKrw: 90 });
});

test('given one won less, it is said; given no known balance, nothing is', () => {
  expect(costOf(3, 30, 89)).toEqual({ totalKrw: 90, missingKrw: 1 });
  expect(costOf(3, 30, undefined)).toEqual({ totalKrw: 90 });
});

test('given any audience, it costs the price for each who can be reached, and a balance with what is missing pays for it exactly', () => {
  const won = fc.nat(10_000);

  fc.assert(
    fc.property(fc.nat(10_000), won, fc.nat(100_000_000), (people, price, balance) => {
      const { totalKrw, missingKrw = 0 } = costOf(people, price, balance);

      expect(totalKrw).toBe(people * price);
      expect(Math.max(balance, totalKrw)).toBe(balance + missingKrw);
    }),
  );
});
