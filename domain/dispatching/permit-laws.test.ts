import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../contract/person.ts';
import { aPerson } from '../../contract/testing/build-document.ts';
import { type PermitBasis, permit } from './permit.ts';
import { aBasis, dayMs, noon, phone } from './testing/build-permit.ts';

const anyTime = fc.integer({ min: noon - 3 * 365 * dayMs, max: noon + 3 * 365 * dayMs });
const anyConsent = fc.record({
  purpose: fc.constantFrom('ad' as const, 'night-ad' as const),
  channel: fc.constantFrom('kakao' as const, 'sms' as const),
  granted: fc.boolean(),
  at: anyTime,
  factId: fc.constant('f'),
});
const anyPerson = fc.record({
  consents: fc.uniqueArray(anyConsent, { selector: ({ purpose, channel }) => `${purpose}${channel}` }),
  phone: fc.constantFrom('010-1234-5678', '02-123-4567').map(phone),
  kakaoUuid: fc.constant(phone('abc')),
});
const anySent = fc.array(
  fc.record({
    at: anyTime,
    productIds: fc.constantFrom('001', '009').map((id) => [id]),
    state: fc.constantFrom('accepted' as const, 'uncertain' as const, 'failed' as const),
  }),
  { maxLength: 6 },
);
const anyBasis: fc.Arbitrary<PermitBasis> = fc
  .record({
    person: anyPerson.map((person) => aPerson(person)),
    sameNumber: fc.array(
      anyPerson.map((person) => aPerson({ ...person, id: '40' })),
      { maxLength: 2 },
    ),
    sent: anySent,
    channel: fc.constantFrom('kakao_brand' as const, 'sms' as const),
    sameNumberBefore: fc.boolean(),
    repeatAllowed: fc.boolean(),
    sandbox: fc.boolean(),
  })
  .map((change) => aBasis(change));

test('given any opt-out added, nobody becomes sendable (I8)', () => {
  fc.assert(
    fc.property(anyBasis, anyTime, fc.constantFrom('ad' as const, 'night-ad' as const), fc.boolean(), (known, now, purpose, isOwn) => {
      const channel = known.channel === 'sms' ? ('sms' as const) : ('kakao' as const);
      const isSame = (each: Person['consents'][number]) => each.purpose === purpose && each.channel === channel;
      const optOut = { purpose, channel, granted: false, at: now, factId: 'o' };
      const optedOut = (person: Person) => ({
        ...person,
        consents: [...person.consents.filter((each) => !isSame(each)), optOut],
      });
      const person = known.person as Person;

      const before = permit(known, now);
      const after = permit(
        isOwn ? { ...known, person: optedOut(person) } : { ...known, sameNumber: [...known.sameNumber, optedOut(person)] },
        now,
      );

      if (before.kind !== 'send') expect(after.kind).not.toBe('send');
      const isNewest = !person.consents.some((each) => isSame(each) && each.at > now);
      if (purpose === 'ad' && (isOwn || isNewest)) expect(after.kind).toBe('skip');
    }),
  );
});

test('given one more message that may be out, nobody becomes sendable', () => {
  fc.assert(
    fc.property(anyBasis, anyTime, anySent, (known, now, more) => {
      const before = permit(known, now);
      const after = permit({ ...known, sent: [...known.sent, ...more] }, now);

      if (before.kind !== 'send') expect(after.kind).not.toBe('send');
    }),
  );
});

test('given what is known in any order, the answer is the same', () => {
  fc.assert(
    fc.property(anyBasis, anyTime, (known, now) => {
      const turned = { ...known, sent: [...known.sent].reverse(), sameNumber: [...known.sameNumber].reverse() };

      expect(permit(turned, now)).toEqual(permit(known, now));
    }),
  );
});

test('given a hold, it ends at a moment at which the same message may leave', () => {
  fc.assert(
    fc.property(anyBasis, anyTime, (known, now) => {
      const held = permit(known, now);

      if (held.kind !== 'hold') return;
      expect(held.until).toBeGreaterThan(now);
      expect(held.until - now).toBeLessThan(dayMs);
      expect(permit(known, held.until).kind).toBe('send');
    }),
  );
});
