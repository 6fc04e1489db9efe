import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMembership, mergeMembership } from './compare-membership.ts';

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

test('given a look in between, both changes merged are the change on the whole', () => {
  fc.assert(
    fc.property(anyIds, anyIds, anyIds, (first, second, third) => {
      const merged = mergeMembership(compareMembership(first, second), compareMembership(second, third));

      const whole = compareMembership(first, third);
      expect(new Set(merged.entered)).toEqual(new Set(whole.entered));
      expect(new Set(merged.left)).toEqual(new Set(whole.left));
    }),
  );
});
