import { expect, test } from 'vitest';
import { seededRandom } from '../simulate/random.ts';
import { mutate } from './mutate.ts';

const original = Buffer.from('the bytes of a good packet');

test('given the same seed, the same bytes come out; given others, others do, and the original stays as it was', () => {
  const of = (seed: number) => mutate(original, seededRandom('mutate', seed)).toString('hex');
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  expect(seeds.map(of)).toEqual(seeds.map(of));
  expect(new Set(seeds.map(of)).size).toBeGreaterThan(150);
  expect(original.toString()).toBe('the bytes of a good packet');
});

test('given nothing to change, it does not fail', () => {
  for (let seed = 0; seed < 200; seed++) expect(mutate(Buffer.alloc(0), seededRandom('empty', seed)).length).toBeLessThan(1_000);
});
