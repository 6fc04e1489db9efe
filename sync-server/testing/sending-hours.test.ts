import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { firstSendable } from '../../domain/dispatching/send-window.ts';
import { aheadOf } from './sending-hours.ts';

const longestTestMs = 40 * 60_000;
const yearMs = 366 * 24 * 3_600_000;

test('given any moment of a year, a test that begins then may send from its beginning to its end, and no clock goes back', () => {
  const hours = { channel: 'kakao_brand' as const, window: defaultSendingRules.window, nightConsent: () => false };

  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 1) + yearMs }), (now) => {
      const begins = now + aheadOf(now);

      expect(begins).toBeGreaterThanOrEqual(now);
      for (const at of [begins, begins + longestTestMs]) expect(firstSendable(hours, at)).toBe(at);
    }),
  );
});
