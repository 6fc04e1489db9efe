import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServerProcess } from '../../tests/crash/server-process.ts';
import { isLeftOut, present } from '../../tests/journey/part.ts';
import { chromiumPart } from '../../tests/journey/start-chromium.ts';
import { readOwner } from '../../tests/simulate/local-server.ts';
import { median } from '../ingest/quantile.ts';
import { type DeskBrowser, openBrowser } from '../replica/desk-browser.ts';
import { fillDesk } from '../replica/fill-desk.ts';
import { profiled } from '../replica/profile.ts';
import { program, recipientsOfOne } from './bench-shop.ts';
import { groupName, seedPeople } from './seed-people.ts';

const people = 10_000;
const leadsOfOne = 3;
const rounds = 5;
/** Before the clock runs. */
const warmUp = 1;
const withinMs = 30_000;

type Figures = Readonly<Record<string, number>>;

/**
 * What the marketer waits for, in the built desk in headless Chromium with the built server under it: from opening the composer with 10,000 people
 * chosen until it says who is reachable and who is left out (reading them from the replica in memory, recommending for each, every permit, every
 * message, the way to the page, its painting); and from confirming 500 until the dispatch is stored on this machine and the screen shows it.
 */
export async function measureDesk(profile?: string): Promise<Figures> {
  const chromium = chromiumPart();
  if (isLeftOut([chromium], 'the desk of the benchmark `dispatch`')) return {};
  const folder = await mkdtemp(join(tmpdir(), 'talklens-bench-'));
  try {
    await mkdir(join(folder, 'data'));
    await seedPeople(join(folder, 'data'), people, recipientsOfOne);
    return await onServer(folder, present(chromium), profile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onServer(folder: string, executablePath: string, profile: string | undefined): Promise<Figures> {
  const dataDir = join(folder, 'data');
  const server = await startServerProcess({ program: program('server'), dataDir });
  const { token } = await readOwner(dataDir);
  const browser = await openBrowser({ executablePath, profile: join(folder, 'profile'), token });
  try {
    return await onDesk(browser, server.httpUrl, profile);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function onDesk({ page }: DeskBrowser, url: string, profile: string | undefined): Promise<Figures> {
  await fillDesk(page, url, people * leadsOfOne);
  const plans: Planned[] = [];
  await profiled(page, profile, 'plan', async () => {
    for (let round = 0; round < rounds + warmUp; round += 1) plans.push(await openComposer(page, people * leadsOfOne, round));
  });
  const queued: number[] = [];
  await profiled(page, profile, 'queue', async () => {
    for (let round = 0; round < rounds + warmUp; round += 1) queued.push(await send(page, round));
  });
  const counted = plans.slice(warmUp);
  return {
    composer_ms_10k: median(counted.map(({ ms }) => ms)),
    composer_page_block_ms: median(counted.map(({ blockMs }) => blockMs)),
    composer_worker_wait_ms: median(counted.map(({ workerWaitMs }) => workerWaitMs)),
    compose_to_queue_ms: median(queued.slice(warmUp)),
  };
}

/** `ms`: until the counts are painted. `blockMs` and `workerWaitMs`, how long the worker left a question unanswered at most: until the fields and the people are, too. */
type Planned = Readonly<{ ms: number; blockMs: number; workerWaitMs: number }>;

/** With everybody chosen. */
async function openComposer(page: Page, leads: number, round: number): Promise<Planned> {
  await chooseAll(page, leads);
  const planned = await page.evaluate(whenPlanned);
  process.stderr.write(`plan ${round}: ${JSON.stringify(planned)}\n`);
  return planned;
}

async function chooseAll(page: Page, leads: number): Promise<void> {
  await goTo(page, '리드');
  const all = page.getByRole('checkbox', { name: `조건에 맞는 ${leads.toLocaleString('ko-KR')}건 모두 선택` });
  await all.waitFor({ timeout: withinMs });
  if (!(await all.isChecked())) await all.click();
  await page.getByRole('button', { name: '추천 상품 보내기' }).waitFor({ timeout: withinMs });
}

const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: '주 메뉴' }).getByRole('button', { name: screen, exact: true }).click();

/** Whole in itself, since it is sent there as text. */
async function whenPlanned(): Promise<Planned> {
  const probe = window.replicaProbe;
  const open = [...document.querySelectorAll('button')].find((button) => button.textContent === '추천 상품 보내기');
  probe.resetBlocks();
  let workerWaitMs = 0;
  let isPlanned = false;
  const ask = async () => {
    for (; !isPlanned; ) {
      const askedAt = performance.now();
      await probe.firstIds(1);
      workerWaitMs = Math.max(workerWaitMs, performance.now() - askedAt);
    }
  };
  const startedAt = performance.now();
  open?.click();
  const asked = ask();
  await probe.whenFrame(() => /명에게 보내고/.test(document.querySelector('footer')?.textContent ?? ''));
  const ms = (await probe.afterPaint()) - startedAt;
  await probe.whenFrame(
    () =>
      document.querySelector('textarea') !== null &&
      document.querySelectorAll('[role=listbox][aria-label="받는 사람 목록"] [role=option]').length > 0,
  );
  await probe.afterPaint(); // whatever holds the page up until everything is there counts
  isPlanned = true;
  await asked;
  return { ms, blockMs: Math.max(probe.blocks.taskMs, probe.blocks.gapMs), workerWaitMs };
}

/** To the 500 of a group that nothing was sent to yet. */
async function send(page: Page, round: number): Promise<number> {
  await goTo(page, '리드');
  await page.getByRole('searchbox', { name: '리드 검색' }).fill(groupName(round));
  await chooseAll(page, recipientsOfOne * leadsOfOne);
  await page.getByRole('button', { name: '추천 상품 보내기' }).click();
  const button = page.getByRole('button', { name: /^\d+명에게 보내기$/ });
  await button.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /명에게 보내기$/ })
    .waitFor();
  const ms = await page.evaluate(whenShown);
  process.stderr.write(`queue ${round}: ${Math.round(ms)} ms\n`);
  return ms;
}

/** From the press until the detail of that dispatch is painted, which it is once its command is stored; whole in itself, as above. */
async function whenShown(): Promise<number> {
  const probe = window.replicaProbe;
  const confirm = [...document.querySelectorAll('[role=dialog] button')].find((button) => /명에게 보내기$/.test(button.textContent ?? ''));
  const startedAt = performance.now();
  (confirm as HTMLElement).click();
  await probe.whenFrame(
    () =>
      document.querySelectorAll('[role=listbox][aria-label="받는 사람 목록"] [role=option]').length > 0 &&
      !document.querySelector('footer'),
  );
  return (await probe.afterPaint()) - startedAt;
}
