import { expect, test } from 'vitest';
import { mayStandIn } from './permit.ts';
import { hasFreeNumber } from './sender-gaps.ts';
import { aBasis, ad, consenting, dayMs, named, noon, rules, seoul } from './testing/build-permit.ts';

const processor = { name: '보내다', certifiedUntil: noon + dayMs };
const sms = (granted: boolean, purpose: 'ad' | 'night-ad' = 'ad') => ({ ...ad(granted, noon - dayMs), channel: 'sms' as const, purpose });
const agreed = consenting({ consents: [ad(true, noon - dayMs), sms(true)] });
const lawful = { person: agreed, policy: rules({ ...named, processor, smsStandIn: true }) };

test('given the switch, a consent to text messages of its own and a certified carrier, a text message may stand in', () => {
  expect(mayStandIn(aBasis(lawful), noon)).toBe(true);
});

test.each([
  ['no switch', { policy: rules({ ...named, processor }) }],
  ['a consent to KakaoTalk alone', { person: consenting() }],
  ['text messages refused', { person: consenting({ consents: [ad(true, noon - dayMs), sms(false)] }) }],
  [
    'a carrier whose certificate has ended',
    { policy: rules({ ...named, smsStandIn: true, processor: { ...processor, certifiedUntil: noon } }) },
  ],
  ['no way to opt out', { policy: rules({ senderName: '가게', processor, smsStandIn: true }) }],
  ['a free way out that is no 080 number', { policy: rules({ ...named, freeOptOut: '채널 차단', processor, smsStandIn: true }) }],
  [
    'a purchase that stands for the consent to text messages',
    {
      person: consenting({
        transactions: [{ category: '원피스', endedAt: noon - dayMs, factId: 'bought' }],
      }),
      policy: rules({ ...named, processor, smsStandIn: true, transactionException: true }),
    },
  ],
  ['information', { channel: 'kakao_alimtalk' as const }],
])('given %s, none may', (_, change) => {
  expect(mayStandIn(aBasis({ ...lawful, ...change }), noon)).toBe(false);
});

test('given the night, none may, whatever somebody agreed to for the night (정보통신망법 제50조 제3항)', () => {
  const byNight = consenting({ consents: [ad(true, noon - dayMs), sms(true), sms(true, 'night-ad')] });

  expect(mayStandIn(aBasis({ ...lawful, person: byNight }), seoul('2026-11-23T21:00'))).toBe(false);
});

test.each(['080-123-4567', '0801234567', '080 1234 5678', '080)123-4567', '무료 080-123-4567'])(
  'given %s, it is a free number',
  (freeOptOut) => {
    expect(hasFreeNumber({ freeOptOut })).toBe(true);
  },
);

test.each([undefined, '', '채널 차단', 'https://shop.example/080-12', '02-0801-2345', '080-12-345'])(
  'given %s, it is none',
  (freeOptOut) => {
    expect(hasFreeNumber(freeOptOut === undefined ? {} : { freeOptOut })).toBe(false);
  },
);
