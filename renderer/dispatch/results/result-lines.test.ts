import { expect, test } from 'vitest';
import { anItem } from '../../../contract/testing/build-document.ts';
import { resultLines } from './result-lines.ts';

const words = {
  column: (name: string) => name,
  state: (group: string) => group,
  reason: (code: string) => code,
  request: (status: string) => status,
  receive: (status: string) => status,
};
const at = Date.parse('2026-11-23T15:00:01Z'); // one second past midnight in Seoul

test('given recipients, each has a line with a masked number and times of Seoul', () => {
  const item = {
    ...anItem({ state: 'delivered', at, acceptedAt: at - 1_000, attempt: 2, rawCode: '4000' }),
    ...{ name: '김하늘', maskedPhone: '010-••••-0039', productNames: ['머그', '접시'] },
  };

  const [head, line] = resultLines([item], words);

  expect(head).toHaveLength(line?.length ?? 0);
  expect(line).toEqual([
    ...['김하늘', '39', '010-••••-0039', '머그 / 접시', 'delivered', undefined, 'accepted', 'arrived'],
    ...['2026-11-24 00:00:00', '2026-11-24 00:00:01', 2, '4000'],
  ]);
});

test('given somebody who was skipped, the reason says why, and nothing says that it was sent', () => {
  const [, line] = resultLines([{ ...anItem({ state: 'skipped', reason: 'consent.missing', at }), productNames: [] }], words);

  expect(line?.slice(4, 9)).toEqual(['skipped', 'consent.missing', 'notSent', 'none', undefined]);
});
