import { expect, test } from 'vitest';
import { anItem } from '../../contract/testing/build-document.ts';
import { afterError, mostAttempts } from './after-error.ts';
import type { SendError, SendErrorClass } from './send-error.ts';
import { seoul } from './testing/build-permit.ts';

const refused = (of: SendErrorClass): SendError => ({ class: of, code: '1', text: '', mayHaveSent: false });
const heldUntil = (of: SendErrorClass, now: string) => afterError(anItem(), refused(of), seoul(now)).hold?.until;

test.each([
  ['2026-11-23T21:00', '2026-11-24T08:00'],
  ['2026-12-31T23:59', '2027-01-01T08:00'],
  ['2028-02-28T22:00', '2028-02-29T08:00'],
  ['2026-11-24T00:00', '2026-11-24T08:00'],
  ['2026-11-24T07:59', '2026-11-24T08:00'],
  ['2026-11-24T20:46', '2026-11-25T08:00'],
])('given a provider that takes nothing at this hour, %s, it is asked again in the morning: %s', (now, until) => {
  expect(heldUntil('window', now)).toBe(seoul(until));
});

test.each(['2026-11-24T08:00', '2026-11-24T08:10'])(
  'given a provider whose clock is behind ours at %s, it is asked again in some minutes, not a day later',
  (now) => {
    expect(heldUntil('window', now)).toBe(seoul(now) + 5 * 60_000);
  },
);

test.each([
  ['2026-11-23T10:00', '2026-11-24T08:00'],
  ['2026-12-31T23:59', '2027-01-01T08:00'],
])('given a quota that is used up at %s, it goes on at %s', (now, until) => {
  expect(heldUntil('quota', now)).toBe(seoul(until));
});

test('given what surely was not sent, it is tried again ever later, at most so often, and never where it may have been sent (I7)', () => {
  const now = seoul('2026-11-23T10:00');
  const pauses = Array.from({ length: mostAttempts }, (_, failures) => {
    const { step, notBefore } = afterError(anItem({ ...(failures > 0 && { failures }) }), refused('transient'), now);
    return step === 'released' ? (notBefore ?? 0) - now : step;
  });

  expect(pauses.at(-1)).toBe('failed');
  for (const [index, pause] of pauses.slice(0, -1).entries()) {
    expect(pause).toBeGreaterThanOrEqual(30_000 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(30_000 * 2 ** index * 1.2 + 1);
  }
  for (const of of ['transient', 'rate', 'quota', 'window', 'balance', 'auth'] as const)
    expect(afterError(anItem(), { ...refused(of), mayHaveSent: true }, now).step).toBe('ambiguous');
});
