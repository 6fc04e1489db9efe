import { expect, test } from 'vitest';
import { aPerson } from '../../contract/testing/build-document.ts';
import { permit } from './permit.ts';
import { aBasis, ad, consenting, dayMs, noon, rules, sentAt, seoul } from './testing/build-permit.ts';

const tomorrow = seoul('2026-11-24T08:00');

test.each([
  ['2026-11-23T07:59:59.999', seoul('2026-11-23T08:00')],
  ['2026-11-23T08:00', undefined],
  ['2026-11-23T20:44:59.999', undefined],
  ['2026-11-23T20:45', tomorrow],
  ['2026-11-23T20:50', tomorrow],
  ['2026-11-23T21:00', tomorrow],
  ['2026-11-23T23:59:59.999', tomorrow],
  ['2026-11-24T00:00', tomorrow],
  ['2026-11-30T21:00', seoul('2026-12-01T08:00')],
  ['2028-02-28T21:00', seoul('2028-02-29T08:00')],
  ['2026-12-31T21:00', seoul('2027-01-01T08:00')],
  ['2026-03-29T02:30', seoul('2026-03-29T08:00')], // clocks change in Europe, never in Seoul
])('given %s in Seoul, a brand message leaves at once or waits for the channel', (time, until) => {
  const answer = permit(aBasis(), seoul(time));

  expect(answer).toMatchObject(until === undefined ? { kind: 'send' } : { kind: 'hold', reason: 'window', until });
});

test.each([
  ['2026-11-23T20:59', false, undefined],
  ['2026-11-23T21:00', false, tomorrow],
  ['2026-11-23T21:00', true, undefined],
  ['2026-11-24T07:59', false, tomorrow],
])('given %s, the law alone holds a text message without a consent for the night (granted: %s)', (time, granted, until) => {
  const sms = { ...ad(true, noon - dayMs), channel: 'sms' as const };
  const person = aPerson({ consents: [sms, ...(granted ? [{ ...sms, purpose: 'night-ad' as const }] : [])] });

  const answer = permit(aBasis({ person, channel: 'sms' }), seoul(time));

  expect(answer).toMatchObject(until === undefined ? { kind: 'send' } : { kind: 'hold', until });
});

test('given a consent for the night, a brand message still waits for the channel', () => {
  const person = consenting({ consents: [ad(true, 1 + noon - dayMs), { ...ad(true, noon - dayMs), purpose: 'night-ad' }] });

  expect(permit(aBasis({ person }), seoul('2026-11-23T22:00'))).toMatchObject({ kind: 'hold', until: tomorrow });
});

test('given a message that waits for tomorrow, a limit of today does not count against it', () => {
  const today = [sentAt(noon)];

  expect(permit(aBasis({ sent: today }), seoul('2026-11-23T20:40'))).toMatchObject({ kind: 'skip', reasons: ['cap.day'] });
  expect(permit(aBasis({ sent: today }), seoul('2026-11-23T21:30'))).toMatchObject({ kind: 'hold', until: tomorrow });
});

test.each([
  ['2024-11-23T23:00', '2026-11-22T20:00', true],
  ['2024-11-23T23:00', '2026-11-23T08:00', false],
  ['2024-02-29T10:00', '2026-02-27T12:00', true],
  ['2024-02-29T10:00', '2026-02-28T12:00', false],
  ['2024-11-23T23:00', '2026-11-22T21:00', false], // it would leave on the morning of the day it is due
])('given a consent of %s, at %s it still holds: %s', (agreed, now, holds) => {
  const person = consenting({ consents: [ad(true, seoul(agreed))] });

  const answer = permit(aBasis({ person }), seoul(now));
  const lenient = permit(aBasis({ person, policy: rules({ reconfirmBlocks: false }) }), seoul(now));

  expect(answer).toMatchObject(holds ? { kind: 'send' } : { kind: 'skip', reasons: ['consent.reconfirmDue'] });
  expect(lenient.kind).not.toBe('skip');
});

test('given an old consent that was confirmed since, it holds for two years more', () => {
  const confirmed = { purpose: 'ad', channel: 'kakao', at: noon - dayMs, factId: 'k' } as const;
  const person = consenting({ consents: [ad(true, seoul('2023-01-01T00:00'))], confirmations: [confirmed] });

  expect(permit(aBasis({ person }), noon)).toMatchObject({ kind: 'send', ground: { confirmedAt: noon - dayMs } });
});
