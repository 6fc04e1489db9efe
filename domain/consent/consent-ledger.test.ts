import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConsentState, mostWords, type Person } from '../../contract/person.ts';
import { aPerson } from '../../contract/testing/build-document.ts';
import { foldConsent, newPerson } from '../person/fold-person.ts';
import { applyConsentAct, type ConsentAct } from './apply-consent-act.ts';
import { consentTasks } from './consent-tasks.ts';
import { untoldWords } from './untold-words.ts';

const seoul = (text: string) => Date.parse(`${text}+09:00`);
const userId = '39';
const subject = { purpose: 'ad', channel: 'kakao' } as const;
const late = seoul('2030-01-01T00:00');

const anyAt = fc.integer({ min: 0, max: 4 });
const anySubject = {
  purpose: fc.constantFrom('ad' as const, 'night-ad' as const),
  channel: fc.constantFrom('kakao' as const, 'sms' as const),
};
const anyAct: fc.Arbitrary<ConsentAct> = fc.oneof(
  fc.record({ kind: fc.constant('recordConsent' as const), userId: fc.constant(userId), ...anySubject, granted: fc.boolean(), at: anyAt }),
  fc.record({ kind: fc.constant('reconfirmConsent' as const), userId: fc.constant(userId), ...anySubject, kept: fc.boolean(), at: anyAt }),
  fc.record({
    kind: fc.constant('noteNotice' as const),
    userId: fc.constant(userId),
    consentFactId: fc.constantFrom('0', '1', '2'),
    at: anyAt,
  }),
  fc.record({ kind: fc.constant('markMinor' as const), userId: fc.constant(userId), under14: fc.boolean(), guardianAgreed: fc.boolean() }),
  fc.record({
    kind: fc.constant('recordPurchase' as const),
    userId: fc.constant(userId),
    category: fc.constantFrom('가방', '원피스'),
    endedAt: anyAt,
  }),
);

test('given acts and what chats say in any order, the same person comes of it (I2)', () => {
  const anyFacts = fc.array(
    fc.oneof(anyAct, fc.record({ kind: fc.constant('chat' as const), ...anySubject, granted: fc.boolean(), at: anyAt })),
    {
      maxLength: 24,
    },
  );
  const arrivals = anyFacts.chain((acts) => {
    const facts = acts.map((act, index) => ({ act, factId: String(index) }));
    return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }));
  });
  const fold = (facts: readonly { act: ConsentAct | { kind: 'chat' } | object; factId: string }[]) =>
    facts.reduce((person, { act, factId }) => {
      if ('kind' in act && act.kind === 'chat')
        return foldConsent(person, { ...(act as never as Parameters<typeof foldConsent>[1]), factId });
      return applyConsentAct(person, act as ConsentAct, { factId, at: factId.length, receivedAt: late });
    }, newPerson(userId));

  fc.assert(
    fc.property(arrivals, ([said, arrived]) => {
      expect(fold(arrived)).toEqual(fold(said));
    }),
  );
});

test('given an opt-out that was made earlier and written down later, the newer consent stands; and the other way round the opt-out does', () => {
  const chat = (at: number, granted: boolean) => foldConsent(newPerson(userId), { ...subject, granted, at, factId: 'chat' });
  const byHand = (granted: boolean, at: number): ConsentAct => ({ kind: 'recordConsent', userId, ...subject, granted, at });
  const stamp = { factId: 'hand', at: late, receivedAt: late };

  expect(applyConsentAct(chat(2, true), byHand(false, 1), stamp).consents).toMatchObject([{ granted: true, factId: 'chat' }]);
  expect(applyConsentAct(chat(1, true), byHand(false, 2), stamp).consents).toMatchObject([{ granted: false, factId: 'hand' }]);
});

test('given a consent dated in the future, it counts as of when it was heard of (I12)', () => {
  const act: ConsentAct = { kind: 'recordConsent', userId, ...subject, granted: true, at: late };

  expect(applyConsentAct(newPerson(userId), act, { factId: 'a', at: 5, receivedAt: 5 }).consents).toMatchObject([{ at: 5 }]);
});

test.each([
  ['2026-11-01T23:59', '2026-11-02T12:00', 'calm'],
  ['2026-11-01T23:59', '2026-11-10T23:59', 'calm'],
  ['2026-11-01T23:59', '2026-11-11T00:00', 'urgent'],
  ['2026-11-01T23:59', '2026-11-15T23:59', 'urgent'],
  ['2026-11-01T23:59', '2026-11-16T00:00', 'late'],
] as const)('given a word of %s, at %s its result notice is %s', (said, now, urgency) => {
  const person = foldConsent(newPerson(userId), { ...subject, granted: false, at: seoul(said), factId: 'w' });

  expect(consentTasks(person, seoul(now))).toMatchObject([{ kind: 'notice', dueDay: '2026-11-15', urgency, word: { factId: 'w' } }]);
});

test('given a notice of it, whenever that was written down, nothing is owed any more', () => {
  const said = { ...subject, granted: true, at: 1, factId: 'w' };
  const told: ConsentAct = { kind: 'noteNotice', userId, consentFactId: 'w', at: 2 };
  const stamp = { factId: 'n', at: 2, receivedAt: 2 };

  expect(untoldWords(applyConsentAct(foldConsent(newPerson(userId), said), told, stamp))).toEqual([]);
  expect(untoldWords(foldConsent(applyConsentAct(newPerson(userId), told, stamp), said))).toEqual([]);
});

test('given a number that stands twice in one list, the newer call counts, whatever else was said before or after (I2)', () => {
  const others = Array.from({ length: mostWords }, (_, index) => ({ ...subject, granted: true, at: 10 + index, factId: `w${index}` }));
  const calls = [100, 5].map((at) => ({ ...subject, granted: false, at, factId: 'list' }));
  const wordsAfter = (...said: readonly ConsentState[]) =>
    said.reduce((person, word) => foldConsent(person, word), newPerson(userId)).words;

  const words = wordsAfter(...others, ...calls);

  expect(wordsAfter(...calls, ...others)).toEqual(words);
  expect(words?.at(-1)).toMatchObject({ at: 100, factId: 'list' });
});

test('given as many words as are kept, each told by two members, none of them is owed again', () => {
  const words = Array.from({ length: mostWords }, (_, index) => `w${index}`);
  const said = words.reduce((person, factId, at) => foldConsent(person, { ...subject, granted: true, at, factId }), newPerson(userId));
  const tell = (person: Person, member: string) =>
    words.reduce(
      (told, consentFactId) =>
        applyConsentAct(
          told,
          { kind: 'noteNotice', userId, consentFactId, at: late },
          { factId: `${member}-${consentFactId}`, at: late, receivedAt: late },
        ),
      person,
    );

  expect(untoldWords(tell(tell(said, 'mina'), 'owner'))).toEqual([]);
});

test.each([
  ['2024-12-31T09:00', '2026-10-30T12:00', undefined],
  ['2024-12-31T09:00', '2026-11-01T12:00', 'calm'],
  ['2024-12-31T09:00', '2026-12-16T12:00', 'urgent'],
  ['2024-12-31T09:00', '2026-12-30T23:59', 'urgent'],
  ['2024-12-31T09:00', '2026-12-31T00:00', 'late'],
  ['2024-02-29T09:00', '2026-02-27T12:00', 'urgent'],
  ['2024-02-29T09:00', '2026-02-28T00:00', 'late'],
] as const)('given a consent of %s, at %s its confirmation is a task that is %s', (given, now, urgency) => {
  const person = aPerson({ consents: [{ ...subject, granted: true, at: seoul(given), factId: 'c' }] });

  expect(consentTasks(person, seoul(now)).map((task) => task.urgency)).toEqual(urgency === undefined ? [] : [urgency]);
});

test('given a withdrawal, there is nothing to confirm', () => {
  const person = aPerson({ consents: [{ ...subject, granted: false, at: 0, factId: 'c' }] });

  expect(consentTasks(person, late)).toEqual([]);
});
