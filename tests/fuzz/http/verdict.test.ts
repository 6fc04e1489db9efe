import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

const megabyte = 1_048_576;
const usage = (rss: number) => ({ heapUsed: 50 * megabyte, external: 0, rss });
const good = {
  seed: 'a',
  from: 100,
  exchanges: [
    { statuses: [200], ended: true },
    { statuses: [100, 400], ended: true },
    { statuses: [], ended: true },
  ],
  samples: [usage(200 * megabyte)],
  honestAnswers: 1,
  errorsLogged: 0,
  reached: {},
  broken: undefined,
};

test('given answers below 500 and a server that goes on, the promise is kept', () => {
  expect(verdictOf(good)).toMatchObject({ promiseKept: true, bodies: 3, statuses: { 100: 1, 200: 1, 400: 1, none: 1 } });
});

test.each([
  ['an answer of 500', { exchanges: [...good.exchanges, { statuses: [200, 500], ended: true }] }, { serverErrors: [103] }],
  ['an answer of 503', { exchanges: [{ statuses: [503], ended: true }] }, { serverErrors: [100] }],
  ['a connection that was held', { exchanges: [{ statuses: [], ended: false }] }, { held: 1 }],
  ['an error in the log', { errorsLogged: 1 }, {}],
  ['a process of 512 MB', { samples: [usage(512 * megabyte), usage(100 * megabyte)] }, { rssMb: 512 }],
  ['a server that did not answer', { broken: 'gone' }, { alive: false }],
])('given %s, it is broken', (_what, change, says) => {
  expect(verdictOf({ ...good, ...change })).toMatchObject({ promiseKept: false, ...says });
});
