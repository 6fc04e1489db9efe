import { expect, test } from 'vitest';
import { createKeyReader, type KeyPress, sequenceMs } from './shortcut-keys.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlOrCmd: false,
  alt: false,
  shift: false,
  ...held,
});

test('given g and then l in time, goes to the second screen', () => {
  const read = createKeyReader();

  const first = read(press('g', 'KeyG'), 0);
  const second = read(press('l', 'KeyL'), sequenceMs);

  expect([first, second]).toEqual([undefined, { kind: 'go', screen: 1 }]);
});

test('given a Korean keyboard, the same places of keys mean the same', () => {
  const read = createKeyReader();

  read(press('ㅎ', 'KeyG'), 0);

  expect(read(press('ㅐ', 'KeyO'), 10)).toEqual({ kind: 'go', screen: 0 });
});

test('given g and a long pause, the second letter means nothing', () => {
  const read = createKeyReader();

  read(press('g', 'KeyG'), 0);

  expect(read(press('l', 'KeyL'), sequenceMs + 1)).toBeUndefined();
});

test('given another key between, the sequence is over', () => {
  const read = createKeyReader();

  read(press('g', 'KeyG'), 0);
  read(press('x', 'KeyX'), 1);

  expect(read(press('l', 'KeyL'), 2)).toBeUndefined();
});

test.each([
  ['1', press('1', 'Digit1'), { kind: 'go', screen: 0 }],
  ['7', press('7', 'Digit7'), { kind: 'go', screen: 6 }],
  ['/', press('/', 'Slash'), { kind: 'search' }],
  ['?', press('?', 'Slash', { shift: true }), { kind: 'help' }],
  ['Ctrl+Z', press('z', 'KeyZ', { ctrlOrCmd: true }), { kind: 'undo' }],
  ['Ctrl+Shift+Z', press('Z', 'KeyZ', { ctrlOrCmd: true, shift: true }), { kind: 'redo' }],
  ['Ctrl+Y', press('y', 'KeyY', { ctrlOrCmd: true }), { kind: 'redo' }],
  ['Ctrl+1', press('1', 'Digit1', { ctrlOrCmd: true }), undefined],
  ['8', press('8', 'Digit8'), undefined],
])('given %s alone, says what it means', (_, pressed, meaning) => {
  expect(createKeyReader()(pressed, 0)).toEqual(meaning);
});
