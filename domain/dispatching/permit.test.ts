import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../contract/person.ts';
import { aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { defaultSendingRules } from './default-rules.ts';
import { type PermitBasis, permit, toPermitRecord } from './permit.ts';
import { permitAll } from './permit-all.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A time of day in Seoul. */
const seoul = (text: string) => Date.parse(`${text}+09:00`);
const noon = seoul('2026-11-23T12:00');

const ad = (granted: boolean, at: number) => ({
  purpose: 'ad' as const,
  channel: 'kakao' as const,
  granted,
  at,
  factId: `ad-${granted}-${at}`,
});
const consenting = (change: Partial<Person> = {}) => aPerson({ consents: [ad(true, noon - dayMs)], ...change });
const { phone: _phone, ...unreachable } = consenting();
const phone = (value: string) => ({ value, at: 0, factId: 'a' });

const basis = (change: Partial<PermitBasis> = {}): PermitBasis => ({
  ...{ person: consenting(), sameNumber: [], products: [aProduct()], policy: defaultSendingRules, sent: [] },
  ...{ channel: 'kakao_brand', sameNumberBefore: false, repeatAllowed: false, sandbox: true },
  ...change,
});
const sentAt = (at: number, productId = '009') => ({ at, productIds: [productId], state: 'accepted' as const });
const rules = (change: Partial<PermitBasis['policy']>) => ({ ...defaultSendingRules, ...change });
const named = { senderName: '톡렌즈 옷가게', senderContact: '02-123-4567', freeOptOut: '080-123-4567' };

test('given consent, a number and a product in stock, may be sent, on the ground of that consent', () => {
  expect(permit(basis(), noon)).toEqual({ kind: 'send', ground: { kind: 'consent', factId: `ad-true-${noon - dayMs}`, at: noon - dayMs } });
});

test.each<[string, Partial<PermitBasis>, string]>([
  ['nobody we know', { person: undefined }, 'consent.missing'],
  ['no consent', { person: consenting({ consents: [] }) }, 'consent.missing'],
  ['consent for text messages only', { person: consenting({ consents: [{ ...ad(true, 1), channel: 'sms' }] }) }, 'consent.missing'],
  ['an opt-out', { person: consenting({ consents: [ad(false, noon)] }) }, 'consent.withdrawn'],
  [
    'an opt-out of another user with the same phone',
    { sameNumber: [aPerson({ id: '40', consents: [ad(false, noon)] })] },
    'consent.withdrawn',
  ],
  ['somebody under 14', { person: consenting({ minor: { under14: true, guardianAgreed: false, at: 1, factId: 'm' } }) }, 'person.under14'],
  ['no way to reach them', { person: unreachable }, 'contact.missing'],
  ['a number of an office', { person: consenting({ phone: phone('02-123-4567') }) }, 'contact.invalid'],
  ['a number that is sent to already', { sameNumberBefore: true }, 'contact.duplicate'],
  ['a product nobody knows', { products: [undefined] }, 'product.unknown'],
  ['a product out of stock', { products: [aProduct({ inStock: false })] }, 'product.outOfStock'],
  ['a category that may not be advertised', { products: [aProduct({ category: '기호품 > 전자담배' })] }, 'product.prohibited'],
  ['the same product 29 days ago', { sent: [sentAt(noon - 29 * dayMs, '001')] }, 'product.sentRecently'],
  ['a message at midnight of the same day', { sent: [sentAt(seoul('2026-11-23T00:00'))] }, 'cap.day'],
  ['three messages in the days before', { sent: [1, 2, 6].map((days) => sentAt(noon - days * dayMs)) }, 'cap.week'],
  ['a message dated tomorrow, by a clock that was set back', { sent: [sentAt(noon + dayMs)] }, 'cap.day'],
  ['no sender outside the sandbox', { sandbox: false }, 'sender.incomplete'],
  ['consent for KakaoTalk only and a text message', { channel: 'sms' }, 'consent.missing'],
])('given %s, is left out with that reason first (I8)', (_why, change, reason) => {
  const answer = permit(basis(change), noon);

  expect([answer.kind, answer.kind === 'skip' && answer.reasons[0]]).toEqual(['skip', reason]);
});

test.each<[string, Partial<PermitBasis>]>([
  ['a guardian who agreed', { person: consenting({ minor: { under14: true, guardianAgreed: true, at: 1, factId: 'm' } }) }],
  ['another user with the same phone who opted out before', { sameNumber: [aPerson({ consents: [ad(false, noon - 2 * dayMs)] })] }],
  ['the same product 30 days ago', { sent: [sentAt(noon - 30 * dayMs, '001')] }],
  ['the same product again on purpose', { sent: [sentAt(noon - dayMs, '001')], repeatAllowed: true }],
  ['a message the day before, just before midnight', { sent: [sentAt(seoul('2026-11-22T23:59'))] }],
  ['three messages seven days ago and before', { sent: [7, 8, 9].map((days) => sentAt(noon - days * dayMs)) }],
  [
    'messages that surely reached nobody',
    { sent: (['failed', 'skipped', 'cancelled'] as const).map((state) => ({ ...sentAt(noon), state })) },
  ],
  ['a sender who says who it is', { sandbox: false, policy: rules(named) }],
])('given %s, may be sent', (_why, change) => {
  expect(permit(basis(change), noon).kind).toBe('send');
});

test('given several reasons, they come in one order, people before products before limits', () => {
  const all = permit(
    basis({ person: undefined, products: [aProduct({ inStock: false })], sent: [sentAt(noon, '001')], sandbox: false }),
    noon,
  );

  expect(all).toEqual({
    kind: 'skip',
    reasons: ['consent.missing', 'contact.missing', 'product.outOfStock', 'product.sentRecently', 'cap.day', 'sender.incomplete'],
  });
});

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
  const answer = permit(basis(), seoul(time));

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

  const answer = permit(basis({ person, channel: 'sms' }), seoul(time));

  expect(answer).toMatchObject(until === undefined ? { kind: 'send' } : { kind: 'hold', until });
});

test('given a consent for the night, a brand message still waits for the channel', () => {
  const person = consenting({ consents: [ad(true, 1 + noon - dayMs), { ...ad(true, noon - dayMs), purpose: 'night-ad' }] });

  expect(permit(basis({ person }), seoul('2026-11-23T22:00'))).toMatchObject({ kind: 'hold', until: tomorrow });
});

test('given a message that waits for tomorrow, a limit of today does not count against it', () => {
  const today = [sentAt(noon)];

  expect(permit(basis({ sent: today }), seoul('2026-11-23T20:40'))).toMatchObject({ kind: 'skip', reasons: ['cap.day'] });
  expect(permit(basis({ sent: today }), seoul('2026-11-23T21:30'))).toMatchObject({ kind: 'hold', until: tomorrow });
});

test.each([
  ['2024-11-23T23:00', '2026-11-22T20:00', true],
  ['2024-11-23T23:00', '2026-11-23T08:00', false],
  ['2024-02-29T10:00', '2026-02-27T12:00', true],
  ['2024-02-29T10:00', '2026-02-28T12:00', false],
  ['2024-11-23T23:00', '2026-11-22T21:00', false], // it would leave on the morning of the day it is due
])('given a consent of %s, at %s it still holds: %s', (agreed, now, holds) => {
  const person = consenting({ consents: [ad(true, seoul(agreed))] });

  const answer = permit(basis({ person }), seoul(now));
  const lenient = permit(basis({ person, policy: rules({ reconfirmBlocks: false }) }), seoul(now));

  expect(answer).toMatchObject(holds ? { kind: 'send' } : { kind: 'skip', reasons: ['consent.reconfirmDue'] });
  expect(lenient.kind).not.toBe('skip');
});

test('given an old consent that was confirmed since, it holds for two years more', () => {
  const confirmed = { purpose: 'ad', channel: 'kakao', at: noon - dayMs, factId: 'k' } as const;
  const person = consenting({ consents: [ad(true, seoul('2023-01-01T00:00'))], confirmations: [confirmed] });

  expect(permit(basis({ person }), noon)).toMatchObject({ kind: 'send', ground: { confirmedAt: noon - dayMs } });
});

test('given a purchase of the same category, it stands for a consent only where the shop goes by it, for six months', () => {
  const transactions = [{ category: '원피스', endedAt: seoul('2026-08-31T10:00'), factId: 't' }];
  const person = consenting({ consents: [], transactions });
  const excepting = rules({ transactionException: true });
  const at = (time: string, change: Partial<PermitBasis> = {}) => permit(basis({ person, policy: excepting, ...change }), seoul(time));

  expect(at('2027-02-27T12:00')).toMatchObject({ kind: 'send', ground: { kind: 'transaction', category: '원피스' } });
  expect(at('2027-02-28T12:00')).toMatchObject({ kind: 'skip', reasons: ['consent.missing'] });
  expect(at('2026-12-01T12:00', { policy: defaultSendingRules })).toMatchObject({ kind: 'skip' });
  expect(at('2026-12-01T12:00', { products: [aProduct({ category: '가방' })] })).toMatchObject({ kind: 'skip' });
  expect(at('2026-12-01T12:00', { person: { ...person, consents: [ad(false, 1)] } })).toMatchObject({ reasons: ['consent.withdrawn'] });
});

test('given two people with one number in a dispatch, the first who may be sent it is', () => {
  const own = basis();
  const withNumber = (id: string, value: string, consents = [ad(true, noon - dayMs)]) => ({
    ...own,
    person: aPerson({ id, phone: phone(value), consents }),
  });

  const answers = permitAll(
    [
      withNumber('1', '010-0000-0001', []),
      withNumber('2', '+82 10-0000-0001'),
      withNumber('3', '01000000001'),
      withNumber('4', '01000000002'),
    ],
    noon,
  );

  expect(answers.map((answer) => (answer.kind === 'skip' ? answer.reasons[0] : answer.kind))).toEqual([
    'consent.missing',
    'send',
    'contact.duplicate',
    'send',
  ]);
});

test('given a permit, its record says when, by which version and on what ground or why not', () => {
  const policy = { ...defaultSendingRules, version: 3, by: 'mina', at: 1, commandId: '01KAAAAAAAAAAAAAAAAAAAAAAA' };
  const refused = basis({ policy, person: undefined });

  expect(toPermitRecord(permit(basis(), noon), basis(), noon)).toMatchObject({
    policyVersion: 0,
    reasons: [],
    ground: { kind: 'consent' },
  });
  expect(toPermitRecord(permit(refused, noon), refused, noon)).toEqual({
    ...{ at: noon, policyVersion: 3 },
    reasons: ['consent.missing', 'contact.missing'],
  });
});

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
  .map((change) => basis(change));

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

test('given a text message, it is carried only by who is certified for it', () => {
  const person = aPerson({ consents: [{ ...ad(true, noon - dayMs), channel: 'sms' }] });
  const carriedBy = (processor: object) =>
    permit(basis({ person, channel: 'sms', sandbox: false, policy: rules({ ...named, ...processor }) }), noon);

  expect(carriedBy({})).toMatchObject({ reasons: ['sender.uncertified'] });
  expect(carriedBy({ processor: { name: '보내다', certifiedUntil: noon } })).toMatchObject({ reasons: ['sender.uncertified'] });
  expect(carriedBy({ processor: { name: '보내다', certifiedUntil: noon + 1 } }).kind).toBe('send');
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
