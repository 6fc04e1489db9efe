import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downKinds } from '../../contract/down-message.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { partMessages } from './part-messages.ts';

/** Any text, with much in it that looks like the JSON around it. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('"', '\\', '{', '}', '},{', '[', ',', ':', '"kind":"', 'kind', '가'), { maxLength: 8 })
    .map((parts) => parts.join('')),
);

/** More than the contract allows; as there, `kind` sorts before what nests. */
const anyMessage = fc.record(
  {
    kind: fc.constantFrom(...downKinds),
    id: anyText,
    code: anyText,
    eventId: anyText,
    products: fc.array(fc.record({ name: anyText, kind: anyText, priceKrw: fc.nat() }), { maxLength: 3 }),
    questions: fc.nat(),
  },
  { requiredKeys: ['kind', 'id'] },
);

test('given any messages, each goes out as the canonical JSON of all but its kind', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 5 }), (messages) => {
      expect(partMessages(canonicalJson(messages))).toEqual(messages.map(({ kind, ...body }) => ({ kind, payload: canonicalJson(body) })));
    }),
    { numRuns: 1_000 },
  );
});

test.each(['[{"kind":"accepted"', '[{"kind":"accep', '[{'])('given half a row, %s, it is refused', (json) => {
  expect(() => partMessages(`${json}]`)).toThrow();
});
