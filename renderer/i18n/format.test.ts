import { describe, expect, test } from 'vitest';
import { formatOf } from './format.ts';

const ko = formatOf('ko');
const en = formatOf('en');
const noon = Date.parse('2026-11-22T12:00:00+09:00');

describe('given how long ago', () => {
  test.each([
    [0, '방금', 'just now'],
    [4_999, '방금', 'just now'],
    [42_000, '42초 전', '42 sec ago'],
    [3 * 60_000, '3분 전', '3 min ago'],
    [5 * 3_600_000, '5시간 전', '5 hr ago'],
    [3 * 86_400_000, '3일 전', '3 days ago'],
  ])('%d ms is said as %s and %s', (elapsed, korean, english) => {
    expect([ko.ago(noon - elapsed, noon), en.ago(noon - elapsed, noon).replace('.', '')]).toEqual([korean, english]);
  });

  test('a server clock that is ahead is not the future', () => {
    expect(ko.ago(noon + 60_000, noon)).toBe('방금');
  });
});

test.each([
  [5 * 60_000, '5분', '5 minutes'],
  [3 * 3_600_000 + 1, '3시간', '3 hours'],
  [47 * 3_600_000, '47시간', '47 hours'],
  [48 * 3_600_000, '2일', '2 days'],
])('given %d ms, it lasted %s, %s', (ms, korean, english) => {
  expect([ko.lasting(ms), en.lasting(ms)]).toEqual([korean, english]);
});

test.each([
  [0, '0.0초', '0.0 secs'],
  [240, '0.2초', '0.2 secs'],
  [90_000, '2분', '2 mins'],
  [5 * 3_600_000, '5시간', '5 hrs'],
])('given %d ms, it took %s, %s', (ms, korean, english) => {
  expect([ko.took(ms), en.took(ms)]).toEqual([korean, english]);
});

test('given a time, it is written as Seoul has it, wherever the laptop is', () => {
  const justAfterMidnightInSeoul = Date.parse('2026-11-21T15:05:00Z');

  expect(ko.dateTime(justAfterMidnightInSeoul)).toContain('11월 22일');
  expect(ko.time(justAfterMidnightInSeoul)).toBe('00:05');
  expect(ko.preciseTime(justAfterMidnightInSeoul + 9_240)).toBe('00:05:09.2');
});

test('given a KST day, it is that day in both languages', () => {
  expect([ko.day('2026-11-22'), en.day('2026-11-22').replace(',', '')]).toEqual(['11월 22일 (일)', 'Sun 22 Nov']);
  expect([ko.shortDay('2026-11-22'), en.shortDay('2026-11-22')]).toEqual(['11. 22.', '22 Nov']);
});

test('given money and numbers, they are grouped, and won is said the language’s way', () => {
  expect([ko.krw(12_900), en.krw(12_900), ko.number(1_284)]).toEqual(['12,900원', '₩12,900', '1,284']);
});

test('given a share, a fall has a true minus sign', () => {
  expect([ko.percent(0.123), ko.percent(-0.04)]).toEqual(['12%', '−4%']);
});
