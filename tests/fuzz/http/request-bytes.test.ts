import { expect, test } from 'vitest';
import { seededRandom } from '../../simulate/random.ts';
import { requestBytes } from './request-bytes.ts';

const keys = { client: 'Basic a', member: 'Bearer b', operator: 'Bearer c' };
const of = (seed: number) => requestBytes(keys, seededRandom('fuzz-http', 'test', seed)).toString('latin1');
const seeds = Array.from({ length: 300 }, (_, seed) => seed);

test('given the same seed, the same request comes out; given others, others do', () => {
  expect(seeds.map(of)).toEqual(seeds.map(of));
  expect(new Set(seeds.map(of)).size).toBeGreaterThan(250);
});

test('given many, every credential, every kind of route and both ways to say a length are among them', () => {
  const all = seeds.map(of).join('\n');

  for (const part of [
    ...Object.values(keys),
    '/v1/events',
    '/v1/commands',
    '/v1/replication/',
    '/v1/operation',
    'Content-Length',
    'chunked',
    'gzip',
  ])
    expect(all).toContain(part);
});
