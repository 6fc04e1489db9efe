import { expect, test } from 'vitest';
import { clockOf, windowSteps } from './window-steps.ts';

test('given a morning, its half hours; what is chosen stays on offer', () => {
  expect(windowSteps(480, 600, 500).map(clockOf)).toEqual(['08:00', '08:20', '08:30', '09:00', '09:30', '10:00']);
});

test('given the end of the day, the last minute that KakaoTalk takes is on offer', () => {
  expect(windowSteps(1_200, 1_250, 1_250).map(clockOf)).toEqual(['20:00', '20:30', '20:50']);
});
