import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyUpEvent } from '../../contract/testing/arbitrary-event.ts';
import { aProductStatement, aQuestion, aSearch } from '../../contract/testing/build-event.ts';
import { UpEvent } from '../../contract/up-event.ts';
import { explainEvent } from './explain-event.ts';

test('given an event, nothing keeps it from being one', () => {
  fc.assert(
    fc.property(anyUpEvent, (event) => {
      expect(explainEvent(event)).toEqual([]);
    }),
  );
});

test('given any JSON at all, something is named exactly where the schema refuses it', () => {
  const anyBody = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(anyUpEvent, fc.dictionary(fc.constantFrom('userId', 'message', 'kind', 'vip', 'occurredAt'), fc.jsonValue()))
      .map(([event, over]) => ({ ...event, ...over })),
  );

  fc.assert(
    fc.property(anyBody, (body) => {
      expect(explainEvent(body).length > 0).toBe(!UpEvent.safeParse(body).success);
    }),
  );
});

test('given every field of every kind left out, each is named with what it has to be, unless it may be absent', () => {
  for (const { shape } of UpEvent.options) {
    const problems = explainEvent({ kind: shape.kind.value });

    const needed = Object.entries(shape).filter(([field, schema]) => field !== 'kind' && !schema.safeParse(undefined).success);
    expect(problems.map(({ field }) => field)).toEqual(needed.map(([field]) => field));
    expect(problems.every(({ is, expected }) => is === 'missing' && expected !== undefined)).toBe(true);
  }
});

test.each([
  ['a time as text', { ...aSearch(), occurredAt: '어제' }, [{ field: 'occurredAt', is: 'wrong', expected: 'epochMs' }]],
  ['a field too many', { ...aSearch(), vip: true }, [{ field: 'vip', is: 'unknown' }]],
  ['a message in a search', { ...aSearch(), message: '안녕' }, [{ field: 'message', is: 'unknown' }]],
  ['an empty message', aQuestion({ message: '' }), [{ field: 'message', is: 'wrong', expected: 'text' }]],
  ['half a won', aProductStatement({ priceKrw: 0.5 }), [{ field: 'priceKrw', is: 'wrong', expected: 'won' }]],
  ['no kind', { ...aSearch(), kind: undefined }, [{ field: 'kind', is: 'missing', expected: 'kind' }]],
  ['an unknown kind', { ...aSearch(), kind: 'danced' }, [{ field: 'kind', is: 'wrong', expected: 'kind' }]],
  ['a list', [aSearch()], [{ is: 'wrong', expected: 'object' }]],
  ['a __proto__ key', JSON.parse(`{"__proto__":{},${JSON.stringify(aSearch()).slice(1)}`), [{ field: '__proto__', is: 'unknown' }]],
])('given %s, says which field and what it has to be', (_what, body, problems) => {
  expect(explainEvent(body)).toEqual(problems);
});
