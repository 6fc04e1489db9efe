import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.ts';

test('given several who come, they pass one at a time, in the order they came', async () => {
  const turnstile = createTurnstile();
  const passed: string[] = [];
  const leaveFirst = await turnstile.pass();
  const second = turnstile.pass().then((leave) => {
    passed.push('second');
    leave();
  });
  const third = turnstile.pass().then((leave) => {
    passed.push('third');
    leave();
  });
  await Promise.resolve();
  expect(passed).toEqual([]);

  leaveFirst();
  leaveFirst();
  await Promise.all([second, third]);

  expect(passed).toEqual(['second', 'third']);
});
