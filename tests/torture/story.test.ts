import { expect, test } from 'vitest';
import { persistedSteps } from './doom.ts';
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

test('given lives enough, a server dies before and after each persisted step, clocks are wrong both ways, and every dispatch is asked for once', () => {
  const { lives, dispatches } = told();
  const processes = lives.flatMap((life) => life.processes);
  const deaths = new Set(processes.flatMap(({ doom }) => (doom ? [`${doom.moment} ${doom.step}`] : [])));

  expect(deaths.size).toBe(2 * persistedSteps.length);
  expect(new Set(processes.map(({ skewMs }) => Math.sign(skewMs)))).toEqual(new Set([-1, 0, 1]));
  expect(lives.flatMap((life) => life.dispatches).sort((a, b) => a - b)).toEqual(dispatches.map((_, index) => index));
  expect(lives.every(({ trueNow }, index) => trueNow > (lives[index - 1]?.trueNow ?? 0))).toBe(true);
});
