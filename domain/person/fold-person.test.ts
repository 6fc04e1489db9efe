import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldIdentity, type IdentityFact, newPerson } from './fold-person.ts';

const anyIdentityFact: fc.Arbitrary<IdentityFact> = fc.record(
  {
    at: fc.integer({ min: 0, max: 3 }),
    factId: fc.uuid(),
    name: fc.constantFrom('김하늘', '이도윤'),
    phone: fc.constantFrom('010-0000-0001', '010-0000-0002'),
  },
  { requiredKeys: ['at', 'factId'] },
);

test('given identities in any order, each field is the newest that was said', () => {
  const sentAndArrived = fc
    .uniqueArray(anyIdentityFact, { selector: ({ factId }) => factId, maxLength: 8 })
    .chain((sent) => fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length, maxLength: sent.length })));

  fc.assert(
    fc.property(sentAndArrived, ([sent, arrived]) => {
      expect(arrived.reduce(foldIdentity, newPerson('39'))).toEqual(sent.reduce(foldIdentity, newPerson('39')));
    }),
  );
});

test('given a later word without a phone, the phone said before stays', () => {
  const person = [
    { at: 1, factId: 'a', name: '김하늘', phone: '010-0000-0039' },
    { at: 2, factId: 'b', name: '김하늘별' },
  ].reduce(foldIdentity, newPerson('39'));

  expect([person.name?.value, person.phone?.value]).toEqual(['김하늘별', '010-0000-0039']);
});
