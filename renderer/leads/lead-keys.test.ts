import { expect, test } from 'vitest';
import type { KeyPress } from '../parts/key-press.ts';
import { leadKey } from './lead-keys.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  shift: false,
  command: false,
  alt: false,
  composing: false,
  ...more,
});

test('given a Korean layout, j and k still move, because the place of the key counts', () => {
  expect(leadKey(press('KeyJ'))).toBe('down');
  expect(leadKey(press('KeyK'))).toBe('up');
});

test('given a syllable in composition, no key is taken from the input method', () => {
  expect(leadKey(press('Enter', { composing: true }))).toBeUndefined();
  expect(leadKey(press('KeyJ', { composing: true }))).toBeUndefined();
});

test('given shift, space extends the range', () => {
  expect(leadKey(press('Space'))).toBe('toggle');
  expect(leadKey(press('Space', { shift: true }))).toBe('extend');
});

test('given ctrl or command, only select-all is ours', () => {
  expect(leadKey(press('KeyA', { command: true }))).toBe('all');
  expect(leadKey(press('KeyZ', { command: true }))).toBeUndefined();
  expect(leadKey(press('KeyJ', { command: true }))).toBeUndefined();
});
