import { expect, test } from 'vitest';
import { progressBar, progressLine } from './progress-bar.ts';

/** A screen that keeps what is written, and a clock that a test moves. */
function screen(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const bar = progressBar({ isTTY, write: (text) => written.push(text) }, () => clock.now);
  return { written, clock, bar };
}

test('given half of the work after twenty seconds, the line says share, rate and time left', () => {
  const line = progressLine({ label: 'shop: folding', unit: 'facts', done: 500_000, total: 1_000_000, elapsedMs: 20_000 });

  expect(line).toBe('shop: folding  [############------------]  50 %  500,000 of 1,000,000 facts  25,000/s  20 s left');
});

test('given minutes, they are said as such; given all of it, nothing is left', () => {
  const work = { label: 'shop', unit: 'facts', total: 1_000 };

  expect(progressLine({ ...work, done: 10, elapsedMs: 1_000 })).toMatch(/ {2}1 min 39 s left$/);
  expect(progressLine({ ...work, done: 1_000, elapsedMs: 1_000 })).toMatch(/100 % {2}1,000 of 1,000 facts {2}1,000\/s$/);
  expect(progressLine({ ...work, done: 0, total: 0, elapsedMs: 0 })).toContain('100 %');
  expect(progressLine({ ...work, done: 348, elapsedMs: 0.02 })).toMatch(/348 of 1,000 facts$/);
});

test('given a terminal, one line is drawn again at most ten times a second, and gives way to what stays', () => {
  const { written, clock, bar } = screen(true);

  for (clock.now = 0; clock.now < 1_000; clock.now += 10) bar.show('shop', 'facts', clock.now, 1_000);
  bar.say('done');

  expect(written.filter((text) => text.startsWith('\r')).length).toBeLessThanOrEqual(11);
  expect(written.at(-1)).toBe('done\n');
});

test('given a file, a line for every tenth stays', () => {
  const { written, clock, bar } = screen(false);

  for (clock.now = 1; clock.now <= 1_000; clock.now += 1) bar.show('shop', 'facts', clock.now, 1_000);

  expect(written).toHaveLength(10);
  expect(written.every((text) => text.endsWith('\n'))).toBe(true);
});
