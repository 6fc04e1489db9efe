import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAudience, isSameAudience, type Verdict } from './compare-audience.ts';

const anyUser = fc.integer({ min: 0, max: 20 }).map(String);
const anyPermit: fc.Arbitrary<Verdict> = fc.constantFrom(
  { kind: 'send' },
  { kind: 'skip', reasons: ['consent.missing'] },
  { kind: 'skip', reasons: ['product.outOfStock'] },
);
const anyAudience = fc.uniqueArray(anyUser).map((users) => new Set(users));
const anyNow = fc.array(fc.tuple(anyUser, anyPermit)).map((all) => new Map(all));

test('given who it was written for and who is found now, the two differ by exactly those who entered and left', () => {
  fc.assert(
    fc.property(anyAudience, anyNow, (composed, now) => {
      const { entered, left } = compareAudience(composed, now);

      const sendable = new Set([...now].filter(([, permit]) => permit.kind !== 'skip').map(([userId]) => userId));
      const gone = new Set(left.map(({ userId }) => userId));
      expect(new Set([...[...composed].filter((userId) => !gone.has(userId)), ...entered])).toEqual(sendable);
      expect(entered.some((userId) => composed.has(userId))).toBe(false);
    }),
  );
});

test('given somebody who withdrew their consent and somebody who is not among them any more, only the first has a reason', () => {
  const now = new Map<string, Verdict>([
    ['1', { kind: 'send' }],
    ['2', { kind: 'skip', reasons: ['consent.missing'] }],
  ]);

  const change = compareAudience(new Set(['1', '2', '3']), now);

  expect(change).toEqual({ entered: [], left: [{ userId: '2', reason: 'consent.missing' }, { userId: '3' }] });
  expect(isSameAudience(change)).toBe(false);
});

test('given that everybody it was written for may still be sent it, it is the same audience', () => {
  expect(isSameAudience(compareAudience(new Set(['1']), new Map([['1', { kind: 'send' }]])))).toBe(true);
});
