import { expect, test } from 'vitest';
import { visitJamo } from './jamo.ts';

test.each(['불가능합니다', '안 돼요 ㅠㅠ', '않됩니다!', '뷁 end', ''])('the letters of %j are those of its decomposition', (text) => {
  const letters: number[] = [];

  visitJamo(text, (letter) => letters.push(letter));

  expect(String.fromCharCode(...letters)).toBe(text.normalize('NFD'));
});
