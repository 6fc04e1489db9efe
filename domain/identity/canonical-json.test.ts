import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hash } from './hash.ts';

test('given the example of RFC 8785 section 3.2.2, writes its canonical form', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };

  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('given the keys of RFC 8785 section 3.2.3, sorts them by UTF-16 code unit', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];

  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));

  expect(Object.keys(JSON.parse(text)).filter((key) => key !== '1')).toEqual([
    '\r',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\ud83d\ude00',
    '\ufb33',
  ]);
});

test('given any JSON, parses back to the same and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(withKeysReversed(value))).toBe(canonicalJson(value));
    }),
  );
});

test('given any values and any strings at all, it is what its definition says, word for word', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }));
  const { value: anyValue } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anyText,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(anyText, fc.oneof(tie('value'), fc.constant(undefined)), { maxKeys: 5 }),
  }));

  fc.assert(
    fc.property(fc.oneof(anyValue, fc.dictionary(anyText, fc.nat(), { maxKeys: 40 })), (value) => {
      expect(resultOf(() => canonicalJson(value))).toEqual(resultOf(() => byDefinition(value)));
    }),
    { numRuns: 2_000 },
  );
});

/** RFC 8785 section 3.2, step by step: literals and strings as ECMAScript serialises them, members sorted, nothing between. */
function byDefinition(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (Array.isArray(value)) return `[${value.map(byDefinition).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${byDefinition(member)}`).join()}}`;
}

function resultOf(write: () => string): string | typeof TypeError {
  try {
    return write();
  } catch {
    return TypeError;
  }
}

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, withKeysReversed(member)]);
  return Object.fromEntries(members.reverse());
}

test('given a negative zero and the bounds of exact integers, writes them as RFC 8785 appendix B does', () => {
  expect(canonicalJson([-0, 9007199254740991, 5e-324, 1e21, [], {}])).toBe('[0,9007199254740991,5e-324,1e+21,[],{}]');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 0])('given %s, refuses', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('given parts that concatenate alike, their hashes differ', () => {
  expect(hash('ab', 'c')).not.toBe(hash('a', 'bc'));
  expect(hash('1')).not.toBe(hash(1));
});
