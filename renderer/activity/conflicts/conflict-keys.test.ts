import { expect, test } from 'vitest';
import type { KeyPress } from '../../parts/key-press.ts';
import { conflictKey, pressesControl } from './conflict-keys.ts';

const press = (code: string, change: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code, shift: false, command: false, alt: false, composing: false },
  ...change,
});

test.each([
  ['KeyJ', 'down'],
  ['ArrowUp', 'up'],
  ['KeyR', 'reapply'],
  ['KeyE', 'keep'],
  ['Enter', 'keep'],
  ['KeyZ', 'undo'],
  ['KeyX', 'toggle'],
  ['Escape', 'clear'],
  ['KeyQ', undefined],
] as const)('given %s alone, the inbox reads %s, whatever the layout of the keyboard', (code, key) => {
  expect(conflictKey(press(code))).toBe(key);
});

test('given Ctrl, the inbox takes only the choice of everything and leaves reload and undo to the desk', () => {
  expect(conflictKey(press('KeyA', { command: true }))).toBe('all');
  expect(conflictKey(press('KeyR', { command: true }))).toBeUndefined();
  expect(conflictKey(press('KeyZ', { command: true }))).toBeUndefined();
  expect(conflictKey(press('KeyR', { composing: true }))).toBeUndefined();
});

test('given a button that has the focus, Space and Enter are the button’s and the letters stay the list’s', () => {
  expect([pressesControl('toggle', 'Space'), pressesControl('keep', 'Enter')]).toEqual([true, true]);
  expect([pressesControl('keep', 'KeyE'), pressesControl('toggle', 'KeyX'), pressesControl('reapply', 'KeyR')]).toEqual([
    false,
    false,
    false,
  ]);
});
