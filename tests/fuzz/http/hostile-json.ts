import type { Random } from '../../simulate/random.ts';
import { mutate, randomBytes } from '../mutate.ts';

const mebibyte = 1_048_576;
const deep = (open: string, close: string, depth: number) => `${open.repeat(depth)}${close.repeat(depth)}`;

/** Texts that parsers and schemas have been broken by; each is made when it is asked for, some are large. */
const hostile: readonly ((random: Random) => string)[] = [
  () => '',
  () => 'null',
  () => '{}',
  () => '[]',
  () => '[null]',
  () => '-0',
  () => '1e999',
  () => '"\\ud800"',
  () => '{"eventId":"\\u0000"}',
  () => '\ufeff{}',
  () => '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  () => '{"kind":"__proto__"}',
  () => '{"kind":"searched","kind":"requested"}',
  () => `{"toString":1,"valueOf":1,"hasOwnProperty":1,"then":1,"length":-1}`,
  () => deep('[', ']', 31),
  () => deep('[', ']', 10_000),
  () => deep('{"a":', '}', 5_000).replace(':}', ':1}'),
  () => `[${'0,'.repeat(1_000)}0]`,
  () => `[${'{},'.repeat(999)}{}]`,
  (random) => `"${'가'.repeat(random.below(20_000))}"`,
  (random) => `{"message":"${'\\u0000'.repeat(random.below(3_000))}"}`,
  (random) => `{${Array.from({ length: random.below(5_000) }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  (random) => `${'9'.repeat(1 + random.below(100_000))}`,
  (random) => ' '.repeat(random.below(mebibyte)),
];

/** Bytes of a body that means to be JSON: hostile, changed from a good one, or no JSON at all. */
export function hostileBytes(good: unknown, random: Random): Buffer {
  const json = JSON.stringify(good);
  const how = random.below(10);
  if (how < 4) return mutate(Buffer.from(json), random);
  if (how < 6) return Buffer.from(JSON.stringify(changed(good, random)));
  if (how < 9) return Buffer.from(random.pick(hostile)(random));
  return randomBytes(random, random.below(2_000));
}

const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  2 ** 53,
  1e308,
  '',
  '\0',
  '\ud800',
  '../..',
  '%00',
  "' OR 1=1 --",
  [],
  {},
  [[]],
  '~',
  '#',
  '+',
];

/** A value with something of it replaced, added or taken out, at any depth. */
export function changed(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const at = random.below(value.length);
    return value.map((item, index) => (index === at ? changed(item, random) : item));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || random.chance(0.1)) return random.pick(values);
  const entries = Object.entries(value);
  const at = random.below(entries.length + 1);
  if (at === entries.length) return { ...value, [random.pick(['extra', '__proto__', 'constructor', ''])]: random.pick(values) };
  if (random.chance(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(entries.map(([key, inner], index) => [key, index === at ? changed(inner, random) : inner]));
}
