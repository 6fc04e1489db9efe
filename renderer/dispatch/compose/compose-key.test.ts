import { expect, test } from 'vitest';
import type { KeyPress } from '../../parts/key-press.ts';
import { composeKey } from './compose-key.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code, shift: false, command: false, alt: false, composing: false },
  ...more,
});

test('given Ctrl or Cmd with Enter, it goes on to the confirmation, also while somebody types', () => {
  expect(composeKey(press('Enter', { command: true }), true)).toBe('send');
  expect(composeKey(press('Enter'), false)).toBeUndefined();
});

test('given a syllable that is still composed, the key is the input method\u2019s', () => {
  expect(composeKey(press('Enter', { command: true, composing: true }), true)).toBeUndefined();
  expect(composeKey(press('Escape', { composing: true }), false)).toBeUndefined();
});

test('given Escape, it leaves; in a field it does not', () => {
  expect(composeKey(press('Escape'), false)).toBe('leave');
  expect(composeKey(press('Escape'), true)).toBeUndefined();
});
