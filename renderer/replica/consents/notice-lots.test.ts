import { expect, test } from 'vitest';
import { SendNotices } from '../../../contract/command/send-notices.ts';
import { noticeLots } from './notice-lots.ts';

const notice = (userId: string, consentFactId = `word-of-${userId}`) => ({ userId, consentFactId });

test('given two words of one person, they go with two commands; nobody is left out, and no word is told twice', () => {
  const lots = noticeLots([notice('39', 'a'), notice('40'), notice('39', 'b'), notice('39', 'a')]);

  expect(lots).toEqual([[notice('39', 'a'), notice('40')], [notice('39', 'b')]]);
});

test('given more than a command may name, each lot is one that the contract takes', () => {
  const notices = Array.from({ length: 2_001 }, (_, user) => notice(`user-${user}`));

  const lots = noticeLots(notices);

  expect(lots.flat()).toEqual(notices);
  expect(lots.every((some) => SendNotices.safeParse({ kind: 'sendNotices', notices: some }).success)).toBe(true);
});
