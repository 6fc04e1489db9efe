import { expect, test } from 'vitest';
import { readsAsFree } from './sender-gaps.ts';

test('given an 080 number, a link or the block of the channel, opting out reads as free', () => {
  const ways = ['080-123-4567', '080 1234 5678', '0801234567', '무료거부 080-888-1234', 'https://shop.example/stop', '채널 차단'];

  expect(ways.filter((way) => !readsAsFree(way))).toEqual([]);
});

test('given a number that costs the caller, or words alone, it does not', () => {
  const ways = ['02-123-4567', '010-8012-3456', '1588-0800', '1080-123-4567', '080-12', '문의하세요', 'https://', ''];

  expect(ways.filter(readsAsFree)).toEqual([]);
});
