import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMembership } from './compare-membership.ts';

const anyIds = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));

test('given who was in and who is, what entered and left leads from the one to the other, and nobody did both', () => {
  fc.assert(
    fc.property(anyIds, anyIds, (before, after) => {
      const { entered, left } = compareMembership(before, after);

      const reached = new Set([...before.filter((id) => !left.includes(id)), ...entered]);
      expect(reached).toEqual(new Set(after));
      expect(entered.filter((id) => before.includes(id) || left.includes(id))).toEqual([]);
      expect(left.every((id) => before.includes(id))).toBe(true);
    }),
  );
});

test('given two looks the other way round, who entered is who left', () => {
  fc.assert(
    fc.property(anyIds, anyIds, (before, after) => {
      const there = compareMembership(before, after);
      const back = compareMembership(after, before);

      expect([back.left, back.entered]).toEqual([there.entered, there.left]);
    }),
  );
});

test('given looks in between, what entered and left on the whole is the same', () => {
  fc.assert(
    fc.property(anyIds, anyIds, anyIds, (first, second, third) => {
      const one = compareMembership(first, second);
      const two = compareMembership(second, third);

      const whole = compareMembership(first, third);

      expect(new Set(whole.entered)).toEqual(
        new Set([...one.entered, ...two.entered].filter((id) => third.includes(id) && !first.includes(id))),
      );
      expect(new Set(whole.left)).toEqual(new Set([...one.left, ...two.left].filter((id) => first.includes(id) && !third.includes(id))));
    }),
  );
});
