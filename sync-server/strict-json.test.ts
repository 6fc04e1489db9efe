import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nestingOf, parseStrictJson } from './strict-json.ts';

const bytes = (text: string) => Buffer.from(text);

test('given any JSON value, its text nests as deep as the value does', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      expect(nestingOf(JSON.stringify(value))).toBe(depthOf(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test('given any text and any bound, it is too deep exactly where its nesting is counted to be', () => {
  const anyBrackets = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', 'a'), maxLength: 40 });

  fc.assert(
    fc.property(anyBrackets, fc.integer({ min: 1, max: 6 }), (text, maxDepth) => {
      const json = parseStrictJson(bytes(text), maxDepth);
      expect(!json.ok && json.reason === 'tooDeep').toBe(nestingOf(text) > maxDepth);
    }),
    { numRuns: 2_000 },
  );
});

test('given JSON nested a million deep, it is refused before it is parsed', () => {
  const json = parseStrictJson(bytes('['.repeat(1_000_000)), 32);

  expect(json).toEqual({ ok: false, reason: 'tooDeep' });
});

test('given brackets inside strings, they do not count', () => {
  const json = parseStrictJson(bytes(JSON.stringify(['[[[[{{{{\\"[[', '\\'])), 1);

  expect(json).toEqual({ ok: true, value: ['[[[[{{{{\\"[[', '\\'] });
});

test('given bytes that are no UTF-8, a byte order mark or half an object, nothing is guessed', () => {
  expect(parseStrictJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 32)).toEqual({ ok: false, reason: 'notUtf8' });
  expect(parseStrictJson(bytes('\uFEFF{}'), 32)).toEqual({ ok: false, reason: 'notJson' });
  expect(parseStrictJson(bytes('{"a":1'), 32)).toEqual({ ok: false, reason: 'notJson' });
});

test('given a __proto__ key, no prototype changes', () => {
  const json = parseStrictJson(bytes('{"__proto__":{"polluted":true}}'), 32);

  expect(json.ok && Object.keys(json.value as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
