import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

test('given a server whose clock is ahead, reads it as it is now, the way there and back taken for equal', () => {
  let own = 1_000;
  const clock = createServerClock(() => own);
  expect(clock.now()).toBe(1_000);

  own = 1_040; // asked at 1,000; the server said 61,020 half way
  clock.heard(61_020, 1_000);

  expect(clock.now()).toBe(61_040);
  own = 2_000;
  expect(clock.now()).toBe(62_000);
});
