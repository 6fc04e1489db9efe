import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

const megabyte = 1_048_576;
const sample = (sessions: number, heapUsed: number, rss = 200 * megabyte) => ({ sessions, heapUsed, external: 0, rss });
const flat = [0, 20_000, 40_000, 60_000].map((sessions) => sample(sessions, 50 * megabyte));
const good = { seed: 'a', sessions: 60_000, samples: flat, answeredMs: [3, 9], errorsLogged: 0, reached: {}, broken: undefined };

test('given a flat heap, answers and no error, the promise is kept', () => {
  expect(verdictOf(good)).toMatchObject({ promiseKept: true, alive: true, heapBytesPerSession: 0, honestSlowestMs: 9, rssMb: 200 });
});

test.each([
  ['a heap that grows by 101 bytes a session after the warm-up', { samples: flat.map((one) => sample(one.sessions, one.sessions * 101)) }],
  ['a process of 400 MB', { samples: [...flat, sample(60_000, 50 * megabyte, 400 * megabyte)] }],
  ['an error in the log', { errorsLogged: 1 }],
  ['a server that did not answer', { broken: 'an honest client was not answered' }],
])('given %s, it is broken', (_what, change) => {
  expect(verdictOf({ ...good, ...change }).promiseKept).toBe(false);
});

test('given a heap that grew in the warm-up only, it is kept; given too few sessions, nothing is said of a slope', () => {
  const grown = [sample(0, 10 * megabyte), ...flat.slice(1)];

  expect(verdictOf({ ...good, samples: grown }).promiseKept).toBe(true);
  expect(verdictOf({ ...good, sessions: 2_000, samples: flat.slice(0, 1) })).not.toHaveProperty('heapBytesPerSession');
});
