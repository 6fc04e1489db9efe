import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampAt } from './clamp.ts';
import { addDays, addMonths, daysBetween, kstDay, kstDayNumber, kstHour, kstMinute, startOfKstDay } from './kst.ts';

test.each([
  ['2026-11-22T14:59:59.999Z', '2026-11-22', 23],
  ['2026-11-22T15:00:00.000Z', '2026-11-23', 0],
  ['2028-02-28T15:30:00.000Z', '2028-02-29', 0],
])('given %s, it is %s, hour %i in Seoul', (iso, day, hour) => {
  expect([kstDay(Date.parse(iso)), kstHour(Date.parse(iso))]).toEqual([day, hour]);
});

test('given days added, that many lie between', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000, max: 2_000 }), (count) => {
      expect(daysBetween('2026-11-22', addDays('2026-11-22', count))).toBe(count);
    }),
  );
});

const receivedAt = Date.UTC(2026, 10, 22);
const day = 86_400_000;

test.each([
  ['the future', receivedAt + 1, receivedAt],
  ['long ago', receivedAt - 31 * day, receivedAt - 30 * day],
  ['yesterday', receivedAt - day, receivedAt - day],
])('given a clock that says %s, trusts it within 30 days only (I12)', (_why, occurredAt, at) => {
  expect(clampAt(occurredAt, receivedAt)).toBe(at);
});

test.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2024-02-29', 24, '2026-02-28'],
  ['2024-11-23', 24, '2026-11-23'],
  ['2026-01-31', -2, '2025-11-30'],
])('given %s and %i months, it is %s: the month’s last day where there is no such date', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});

test('given any time, its day began so many minutes before, and days are counted without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
      const began = startOfKstDay(kstDay(at));

      expect(Math.floor((at - began) / 60_000)).toBe(kstMinute(at));
      expect(kstDayNumber(began)).toBe(kstDayNumber(at));
      expect(kstDayNumber(began - 1)).toBe(kstDayNumber(at) - 1);
    }),
  );
});
