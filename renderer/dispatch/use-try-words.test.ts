import { expect, test } from 'vitest';
import type { ItemMoment } from '../../contract/dispatch.ts';
import { triedInVain } from './use-try-words.ts';

const moment = (step: ItemMoment['step'], code?: string): ItemMoment => ({ step, at: 0, attempt: 1, ...(code !== undefined && { code }) });
const tried = [moment('eligible'), moment('claimed'), moment('prepared'), moment('committed')];

test('given a try that certainly sent nothing, its code is told, also once they were found eligible again', () => {
  const released = [...tried, moment('released', 'IMAGE_UNREAD')];

  expect(triedInVain({ history: released })).toEqual({ code: 'IMAGE_UNREAD' });
  expect(triedInVain({ history: [...released, moment('eligible')] })).toEqual({ code: 'IMAGE_UNREAD' });
  expect(triedInVain({ history: [...tried, moment('released')] })).toEqual({});
});

test('given nobody has tried, a try that is under way or one that went well, there is nothing to tell', () => {
  const histories = [[], [moment('eligible')], tried, [...tried, moment('accepted')], [...tried, moment('returned')]];

  expect(histories.map((history) => triedInVain({ history }))).toEqual(histories.map(() => undefined));
});
