import { expect, test } from 'vitest';
import { slopeOf } from './slope.ts';

test('given points on a line, and as many above it as below, the slope is that of the line', () => {
  const line = [0, 1, 2, 3].map((x) => ({ x, y: 7 + 3 * x }));
  const around = line.flatMap(({ x, y }) => [
    { x, y: y - 5 },
    { x, y: y + 5 },
  ]);

  expect(slopeOf(line)).toBeCloseTo(3);
  expect(slopeOf(around)).toBeCloseTo(3);
});

test('given fewer than two places there is none', () => {
  expect(slopeOf([])).toBeUndefined();
  expect(slopeOf([{ x: 1, y: 1 }])).toBeUndefined();
});
