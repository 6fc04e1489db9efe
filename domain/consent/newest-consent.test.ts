import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aPerson } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { foldConsent, newPerson } from '../person/fold-person.ts';
import { hasConsent } from './newest-consent.ts';

const anyConsentFact = fc.record({
  purpose: fc.constantFrom('ad' as const, 'night-ad' as const),
  channel: fc.constantFrom('kakao' as const, 'sms' as const),
  granted: fc.boolean(),
  at: fc.integer({ min: 0, max: 3 }),
  factId: fc.uuid(),
});
const anyConsentFacts = fc.uniqueArray(anyConsentFact, { selector: ({ factId }) => factId, maxLength: 10 });

test('given consents in any order, the same stands', () => {
  const sentAndArrived = anyConsentFacts.chain((sent) =>
    fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length, maxLength: sent.length })),
  );

  fc.assert(
    fc.property(sentAndArrived, ([sent, arrived]) => {
      expect(arrived.reduce(foldConsent, newPerson('39'))).toEqual(sent.reduce(foldConsent, newPerson('39')));
    }),
  );
});

const ad = (granted: boolean, at: number, factId: string) => ({ purpose: 'ad' as const, channel: 'kakao' as const, granted, at, factId });

test.each([
  ['an opt-out made earlier that comes later', [ad(true, 2, 'a'), ad(false, 1, 'b')], true],
  ['an opt-out made later', [ad(true, 1, 'a'), ad(false, 2, 'b')], false],
  ['both at one moment', [ad(false, 1, 'a'), ad(true, 1, 'b')], false],
  ['only a refusal', [ad(false, 1, 'a')], false],
  ['nothing', [], false],
])('given %s, tells whether advertising is allowed', (_why, facts, allowed) => {
  const person = facts.reduce(foldConsent, newPerson('39'));

  expect(hasConsent(person, 'ad', 'kakao')).toBe(allowed);
});

test('given consent for another channel, it does not count for this one', () => {
  const person = aPerson({ consents: [{ purpose: 'ad', channel: 'sms', granted: true, at: someTime, factId: 'a' }] });

  expect(hasConsent(person, 'ad', 'kakao')).toBe(false);
});
