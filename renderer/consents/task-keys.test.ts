import { expect, test } from 'vitest';
import type { KeyPress } from '../parts/key-press.ts';
import { pressesControl, taskKey } from './task-keys.ts';

const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code, shift: false, command: false, alt: false, composing: false },
  ...held,
});

test('given the keys of the list, they mean the same under a Korean layout, and nothing while a syllable is composed', () => {
  const keys = ['KeyJ', 'KeyK', 'KeyX', 'Enter', 'KeyN', 'KeyO', 'Escape'].map((code) => press(code));

  expect(keys.map(taskKey)).toEqual(['down', 'up', 'toggle', 'do', 'do', 'open', 'clear']);
  expect(taskKey(press('KeyJ', { composing: true }))).toBeUndefined();
});

test('given Ctrl or Command, only select all is of the list', () => {
  expect(taskKey(press('KeyA', { command: true }))).toBe('all');
  expect(taskKey(press('KeyX', { command: true }))).toBeUndefined();
});

test('given a button that has the focus, Enter and Space press it; letters stay with the list', () => {
  expect(['Enter', 'Space', 'KeyJ'].map((code) => pressesControl('do', code))).toEqual([true, true, false]);
});
