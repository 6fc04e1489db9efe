import { expect, test } from 'vitest';
import { inBrandWindow } from '../fake-kakao/world/brand-window.ts';
import { deathPlaces, nameOf } from './doom.ts';
import { tellStory } from './story.ts';

const told = (seed = 's', lives = 40) => tellStory({ items: 3_000, lives, processes: 2, seed });

test('given a seed, the story is the same, and another one another', () => {
  expect(told()).toEqual(told());
  expect(told('t')).not.toEqual(told());
});

test('given items, as many are asked for, each user once a dispatch', () => {
  const { dispatches } = told();

  expect(dispatches.reduce((sum, { recipients }) => sum + recipients.length, 0)).toBe(3_000);
  for (const { recipients } of dispatches) expect(new Set(recipients.map(({ user }) => user)).size).toBe(recipients.length);
});

test('given lives enough, servers die before and after each persisted step several times, clocks are wrong both ways, and every dispatch is asked for once', () => {
  const { lives, dispatches } = told();
  const processes = lives.flatMap((life) => life.processes);
  const dooms = processes.flatMap(({ doom }) => (doom ? [nameOf(doom)] : []));

  for (const place of deathPlaces) expect(dooms.filter((name) => name === nameOf(place)).length).toBeGreaterThan(2);
  expect(new Set(processes.map(({ skewMs }) => Math.sign(skewMs)))).toEqual(new Set([-1, 0, 1]));
  expect(lives.flatMap((life) => life.dispatches).sort((a, b) => a - b)).toEqual(dispatches.map((_, index) => index));
  expect(lives.every(({ trueNow }, index) => trueNow > (lives[index - 1]?.trueNow ?? 0))).toBe(true);
});

test('given a life that is doomed, it begins at an hour at which something may be sent, or a few seconds before', () => {
  const doomed = told('u', 200).lives.filter(({ processes }) => processes.some(({ doom }) => doom));

  for (const { trueNow } of doomed) expect(inBrandWindow(trueNow + 10_000)).toBe(true);
});

test('given two servers, either is doomed alone, and sometimes both are', () => {
  const dooms = told().lives.map(({ processes }) => processes.map(({ doom }) => doom !== undefined).join());

  expect(new Set(dooms)).toEqual(new Set(['true,false', 'false,true', 'true,true', 'false,false']));
});
