import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyUpEvent } from './testing/arbitrary-event.ts';
import { aConsent, anIdentification, aProductStatement, aQuestion, aRequest, aSearch } from './testing/build-event.ts';
import { UpEvent } from './up-event.ts';

test.each([aSearch(), aQuestion(), aRequest(), anIdentification(), aConsent(), aProductStatement()])(
  'given a well-formed $kind, parses it',
  (event) => {
    expect(UpEvent.parse(event)).toEqual(event);
  },
);

test('given any event, parsing changes nothing', () => {
  fc.assert(
    fc.property(anyUpEvent, (event) => {
      expect(UpEvent.parse(event)).toEqual(event);
    }),
  );
});

test('given an upper-case event id, lower-cases it, so that case makes no second event', () => {
  const eventId = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11';

  const event = UpEvent.parse(aSearch({ eventId }));

  expect(event.eventId).toBe(eventId.toLowerCase());
});

test.each([
  ['no kind', { ...aSearch(), kind: undefined }],
  ['an unknown kind', { ...aSearch(), kind: 'danced' }],
  ['a field of its own', { ...aSearch(), vip: true }],
  ['a prototype key', JSON.parse(`{"__proto__":{"polluted":true},${JSON.stringify(aSearch()).slice(1)}`)],
  ['an event id that is no UUID', aSearch({ eventId: '1' })],
  ['a tilde in the user', aSearch({ userId: 'a~b' })],
  ['a user of 65 characters', aSearch({ userId: 'a'.repeat(65) })],
  ['a fractional time', aSearch({ occurredAt: 1.5 })],
  ['a negative time', aSearch({ occurredAt: -1 })],
  ['an empty message', aQuestion({ message: '' })],
  ['a message of 2,001 characters', aQuestion({ message: 'ㅋ'.repeat(2_001) })],
  ['NUL in the message', aQuestion({ message: 'a\0b' })],
  ['half an emoji', aQuestion({ message: '\ud83c' })],
  ['a search with a message', { ...aSearch(), message: 'x' }],
  ['a price in half won', aProductStatement({ priceKrw: 0.5 })],
  ['a link that runs script', aProductStatement({ url: 'javascript:alert(1)' })],
  ['a phone number of letters', anIdentification({ phone: '공일공' })],
])('given %s, refuses the event', (_why, event) => {
  expect(UpEvent.safeParse(event).success).toBe(false);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
