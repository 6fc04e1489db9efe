import { expect, test } from 'vitest';
import { seededRandom } from '../simulate/random.ts';
import { aimsOf, moments, nameOf, works } from './doom.ts';

const aims = (kills: number, seed = 'a') => aimsOf(kills, seededRandom(seed));

test('given twice as many kills as there are moments, each moment of each work is aimed at once and half are killed from outside', () => {
  const names = aims(2 * works.length * moments.length).map(nameOf);

  const everyMoment = works.flatMap((work) => moments.map((moment) => `${moment} ${work}`));
  const aimed = names.filter((name) => everyMoment.includes(name));
  expect([...aimed].sort()).toEqual(everyMoment.sort());
  expect(names).toHaveLength(2 * aimed.length);
});

test('given a seed, the aims are the same again, and others for another', () => {
  expect(aims(40)).toEqual(aims(40));
  expect(aims(40)).not.toEqual(aims(40, 'b'));
});

test('given a database, it is killed in each way too', () => {
  const names = aimsOf(10, seededRandom('a'), true).map(nameOf);

  expect(names).toEqual(expect.arrayContaining(['postmaster', 'backend', 'postmaster and server', 'dispatch', 'anywhere']));
});
