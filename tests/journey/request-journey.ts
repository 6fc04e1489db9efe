import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ScoredLead } from '../../contract/lead-api.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { pointScale } from '../../domain/scoring/points.ts';
import { catalogue } from '../simulate/sample.ts';
import { type ChatLine, openChatLine } from './chat-line.ts';
import type { Marketer } from './marketer.ts';
import type { Reached } from './simulator.ts';
import { asOwner } from './teammate.ts';

const ARRIVES_WITHIN = { timeout: 20_000 };
const shopper = { userId: 'shopper-1', name: '김민지' };
const [product] = catalogue;
/** Gives up and asks again, which no rule can tell apart. */
const doubtful = '취소할게요, 아니 그냥 보내 주세요';

/** What a search and a question are worth, with what a refusal takes and an approval gives. */
const points = { refused: 1 + 4 - 2, approved: 1 + 4 + 10 };

/**
 * A request that no rule can judge waits for the marketer, who refuses it by key: the chat client hears `refused "0"` on its socket, and counts and score fall
 * back. Turned round and back in the lead's own drawer, all is exactly as if it had never been (I10), and one story with one trace tells it with what the
 * client acknowledged.
 */
export async function requestJourney(marketer: Marketer, page: Page, server: Reached): Promise<void> {
  await marketer.seesConnected();
  const line = await openChatLine(server);
  try {
    await asksForSomethingDoubtful(line);
    await refusesByKey(marketer, page);
    await line.hears('accepted', 'trained', 'refused "0"');
    const refused = await scoredLead(server);
    expect(refused).toMatchObject({ waiting: 0, requests: 0, refusals: 1, score: { points: points.refused * pointScale } });

    await marketer.goesTo('리드');
    await page.getByRole('grid', { name: '리드 표' }).getByText(shopper.name).click();
    await seesInLead(page, '점수', showsPoints(points.refused));
    await seesSaga(page, [/검토하기로/, /거절했어요/, toldRefused]);
    await turnsRoundAndBack(page, line);
    await seesSaga(page, [/검토하기로/, /거절했어요/, toldRefused, /승인했어요/, toldApproved, /거절했어요/, toldRefused]);
    await saga(page).scrollIntoViewIfNeeded();
    await marketer.photographs('desktop-request-story');
    await page.keyboard.press('Escape');

    expect(inEffect(await scoredLead(server))).toEqual(inEffect(refused));
  } finally {
    await line.close();
  }
}

const toldRefused = /거절\(0\)을 알리고 요청을 되돌렸어요\s+챗봇이 .+에 받았어요/;
const toldApproved = /승인\(1\)을 알렸어요\s+챗봇이 .+에 받았어요/;

async function asksForSomethingDoubtful(line: ChatLine): Promise<void> {
  if (!product) throw new Error('the sample catalogue is empty');
  const stamped = <E extends object>(event: E) => ({ ...event, eventId: randomUUID(), occurredAt: Date.now() });
  const about = { chatId: 'chat-1', userId: shopper.userId, productId: product.productId };
  const says = (event: object) => line.says(stamped(event) as UpEvent);
  says({ kind: 'product', ...product });
  says({ kind: 'identified', ...shopper });
  says({ kind: 'searched', ...about });
  await line.hears('accepted');
  says({ kind: 'questioned', ...about, message: '선물 포장도 되나요?' });
  await line.hears('accepted', 'trained');
  says({ kind: 'requested', ...about, message: doubtful });
}

async function refusesByKey(marketer: Marketer, page: Page): Promise<void> {
  await marketer.goesTo('요청 검토');
  const waiting = page.getByRole('region', { name: '검토할 요청 목록' }).getByRole('listitem');
  await expect.poll(() => waiting.allInnerTexts(), ARRIVES_WITHIN).toEqual([expect.stringContaining(doubtful)]);
  await marketer.photographs('desktop-review');
  await marketer.presses('r');
  await marketer.reads('검토할 요청이 없어요');
}

async function turnsRoundAndBack(page: Page, line: ChatLine): Promise<void> {
  const turns = (words: string) => page.getByRole('button', { name: words, exact: true }).click();
  await turns('승인으로 바꾸기');
  await seesInLead(page, '점수', showsPoints(points.approved));
  await line.hears('accepted', 'trained', 'refused "0"', 'approved "1"');
  await turns('거절로 바꾸기');
  await seesInLead(page, '점수', showsPoints(points.refused));
  await line.hears('accepted', 'trained', 'refused "0"', 'approved "1"', 'refused "0"');
}

const showsPoints = (whole: number) => new RegExp(`^점수\\s+${whole}\\.0\\b`);

const seesInLead = (page: Page, section: string, words: RegExp) =>
  expect
    .poll(() => page.getByRole('dialog').getByRole('region', { name: section, exact: true }).innerText(), ARRIVES_WITHIN)
    .toMatch(words);

const saga = (page: Page) => page.getByRole('list', { name: '요청이 처리된 과정' });

const seesSaga = (page: Page, steps: readonly RegExp[]) =>
  expect
    .poll(() => saga(page).getByRole('listitem').allInnerTexts(), ARRIVES_WITHIN)
    .toEqual(steps.map((step) => expect.stringMatching(step)));

const scoredLead = async (server: Reached): Promise<ScoredLead> =>
  (await asOwner(server)).get(`/v1/leads/${leadId(shopper.userId, product?.productId ?? '')}`, ScoredLead);

/** Everything but the number of its last decision. */
const inEffect = ({ lastRequest, ...lead }: ScoredLead) => ({ ...lead, lastRequest: lastRequest && { ...lastRequest, decisionNo: 0 } });
