import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { LeadsPage } from '../../contract/lead-api.ts';
import { pointScale } from '../../domain/scoring/points.ts';
import { pullAll } from '../simulate/feed.ts';
import type { Marketer } from './marketer.ts';
import { serverTruth } from './server-truth.ts';
import { letShoppersTalk, type Reached } from './simulator.ts';
import { asOwner } from './teammate.ts';

const ARRIVES_WITHIN = { timeout: 20_000 };
const talking = { users: 20, rate: 100, seconds: 2, seed: 'weights' };

/** Scores are shown in these. */
const tenths = 10;

/** What a question is worth when its slider stands at its end. */
const mostPoints = 30;

const readsMain = (page: Page, words: string | RegExp) =>
  expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toMatch(words);

/** Shoppers ask about things, and the desk has them. */
export async function fillsScores(marketer: Marketer, server: Reached): Promise<void> {
  await marketer.seesConnected();
  await letShoppersTalk(talking, server);
  const leads = await (await serverTruth(server)).leads();
  await marketer.goesTo('리드');
  await marketer.seesLeads(leads.length);
}

/** Without a server: makes questions weigh more by keyboard, sees which leads would move before anything is published, and applies it. */
export async function weighsOffline(marketer: Marketer, page: Page): Promise<void> {
  await marketer.seesOffline();
  await marketer.goesTo('설정');
  await page.getByRole('tab', { name: '점수 기준' }).click();
  await readsMain(page, '기본 기준');
  await page.getByRole('slider', { name: '질문 한 번' }).focus();
  await page.keyboard.press('End');
  await readsMain(page, /\d+건 중 [1-9]\d*건의 등급이 달라져요/);
  expect(await page.getByRole('main').innerText()).toContain('아직 적용하지 않았어요');
  await marketer.photographs('weights-what-if');
  await page.getByRole('button', { name: '적용', exact: true }).click();
  await readsMain(page, /버전 1[\s\S]*보내기를 기다려요/);
}

/** With the server back: it is published once, everybody's scores go by it, and the desk's are the server's (I10). */
export async function seesPublished(marketer: Marketer, page: Page, server: Reached): Promise<void> {
  await marketer.seesConnected();
  await marketer.seesEverythingSent();
  await expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).not.toContain('보내기를 기다려요');
  const owner = await asOwner(server);
  const [policy, ...others] = (await pullAll(owner, 'policy')).filter(({ id }) => id === 'score');
  expect(others).toEqual([]);
  expect(policy).toMatchObject({ version: 1, engagement: { questions: { points: mostPoints } } });

  const { leads } = await owner.get('/v1/leads?limit=1000', LeadsPage);
  const best = leads.sort((a, b) => b.score.points - a.score.points)[0];
  const named = (await (await serverTruth(server)).leads()).find(({ lead }) => lead.id === best?.id);
  if (!best || !named) throw new Error('the server has no leads');
  await marketer.goesTo('리드');
  await marketer.seesStatus(named, (Math.round((best.score.points / pointScale) * tenths) / tenths).toFixed(1));
}
