import { expect, test } from 'vitest';
import { atOnce, inTurns, type Strides } from './strides.ts';

/** Three strides, each of which is written down. */
function* counting(done: string[]): Strides<number> {
  for (const stride of ['first', 'second', 'third']) {
    if (stride !== 'first') yield;
    done.push(stride);
  }
  return done.length;
}

test('given work in strides, at once it is done before anything else', () => {
  expect(atOnce(counting([]))).toBe(3);
});

test('given work in turns, what was asked for meanwhile is done between two strides', async () => {
  const done: string[] = [];
  const working = inTurns(counting(done));
  setTimeout(() => done.push('something else'), 0);

  await working;

  expect(done[0]).toBe('first');
  expect(done.indexOf('something else')).toBeLessThan(done.indexOf('third'));
});

test('given work that fails in a later turn, whoever asked is told', async () => {
  function* failing(): Strides<void> {
    yield;
    throw new Error('the view is gone');
  }

  await expect(inTurns(failing())).rejects.toThrow('the view is gone');
});
