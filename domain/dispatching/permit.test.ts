import { expect, test } from 'vitest';
import { aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { defaultSendingRules } from './default-rules.ts';
import { type PermitBasis, permit, toPermitRecord } from './permit.ts';
import { permitAll } from './permit-all.ts';
import { aBasis, ad, consenting, dayMs, named, noon, phone, rules, sentAt, seoul } from './testing/build-permit.ts';

const { phone: _phone, ...unreachable } = consenting();

test('given consent, a number and a product in stock, may be sent, on the ground of that consent', () => {
  expect(permit(aBasis(), noon)).toEqual({
    kind: 'send',
    ground: { kind: 'consent', factId: `ad-true-${noon - dayMs}`, at: noon - dayMs },
  });
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
  const answer = permit(aBasis(change), noon);

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
  expect(permit(aBasis(change), noon).kind).toBe('send');
});

test('given several reasons, they come in one order, people before products before limits', () => {
  const all = permit(
    aBasis({ person: undefined, products: [aProduct({ inStock: false })], sent: [sentAt(noon, '001')], sandbox: false }),
    noon,
  );

  expect(all).toEqual({
    kind: 'skip',
    reasons: ['consent.missing', 'contact.missing', 'product.outOfStock', 'product.sentRecently', 'cap.day', 'sender.incomplete'],
  });
});

test('given a purchase of the same category, it stands for a consent only where the shop goes by it, for six months', () => {
  const transactions = [{ category: '원피스', endedAt: seoul('2026-08-31T10:00'), factId: 't' }];
  const person = consenting({ consents: [], transactions });
  const excepting = rules({ transactionException: true });
  const at = (time: string, change: Partial<PermitBasis> = {}) => permit(aBasis({ person, policy: excepting, ...change }), seoul(time));

  expect(at('2027-02-27T12:00')).toMatchObject({ kind: 'send', ground: { kind: 'transaction', category: '원피스' } });
  expect(at('2027-02-28T12:00')).toMatchObject({ kind: 'skip', reasons: ['consent.missing'] });
  expect(at('2026-12-01T12:00', { policy: defaultSendingRules })).toMatchObject({ kind: 'skip' });
  expect(at('2026-12-01T12:00', { products: [aProduct({ category: '가방' })] })).toMatchObject({ kind: 'skip' });
  expect(at('2026-12-01T12:00', { person: { ...person, consents: [ad(false, 1)] } })).toMatchObject({ reasons: ['consent.withdrawn'] });
});

test('given a text message, it is carried only by who is certified for it', () => {
  const person = aPerson({ consents: [{ ...ad(true, noon - dayMs), channel: 'sms' }] });
  const carriedBy = (processor: object) =>
    permit(aBasis({ person, channel: 'sms', sandbox: false, policy: rules({ ...named, ...processor }) }), noon);

  expect(carriedBy({})).toMatchObject({ reasons: ['sender.uncertified'] });
  expect(carriedBy({ processor: { name: '보내다', certifiedUntil: noon } })).toMatchObject({ reasons: ['sender.uncertified'] });
  expect(carriedBy({ processor: { name: '보내다', certifiedUntil: noon + 1 } }).kind).toBe('send');
});

test('given a permit, its record says when, by which version and on what ground or why not', () => {
  const policy = { ...defaultSendingRules, version: 3, by: 'mina', at: 1, commandId: '01KAAAAAAAAAAAAAAAAAAAAAAA' };
  const refused = aBasis({ policy, person: undefined });

  expect(toPermitRecord(permit(aBasis(), noon), aBasis(), noon)).toMatchObject({
    policyVersion: 0,
    reasons: [],
    ground: { kind: 'consent' },
  });
  expect(toPermitRecord(permit(refused, noon), refused, noon)).toEqual({
    ...{ at: noon, policyVersion: 3 },
    reasons: ['consent.missing', 'contact.missing'],
  });
});

test('given two people with one number in a dispatch, the first who may be sent it is', () => {
  const own = aBasis();
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
