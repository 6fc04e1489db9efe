import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Page } from 'playwright-core';
import { ClientFile } from '../../sync-server/credentials/first-credentials.ts';
import { quantile } from '../ingest/quantile.ts';
import { upOf } from '../ingest/topics.ts';
import type { Figures } from './part.ts';
import { reopen } from './part-reopen.ts';
import { profiled } from './profile.ts';
import { chat, leadNames } from './seed.ts';
import type { Shop } from './shop.ts';

const perSecond = 200;
const seconds = 15;
/** Before the clock runs. */
const warmUpSeconds = 5;
const tickMs = 5;
/** As high as a screen on end, so that twenty rows of a tenth of a second are in sight at once. */
const heightPx = 2_000;
/** What is not painted by then never will be. */
const patienceMs = 5_000;

/** From the publish to the painted row: events of different leads on a table sorted by what was seen last, a full replica below. */
export async function measureLive(shop: Shop): Promise<Figures> {
  const browser = await shop.browser(await shop.filledProfile(), heightPx);
  const { page } = browser;
  await reopen(page, shop.server().httpUrl, shop.options.leads);
  await page.evaluate(() => window.replicaProbe.whenFrame(() => window.replicaProbe.status.connection === 'connected'));
  await page.locator('button', { hasText: '최근 활동' }).first().click();
  await page.evaluate(() => window.replicaProbe.watchPainted());
  const client = await connectChat(shop);
  const warmUp = perSecond * warmUpSeconds;
  await publishAll(client, 0, warmUp);
  await page.evaluate(() => window.replicaProbe.resetBlocks());
  const published = await profiled(page, shop.options.profile, 'live', () => publishAll(client, warmUp, perSecond * seconds));
  const took = await paintedAfter(page, published);
  const { gapMs, taskMs } = await page.evaluate(() => window.replicaProbe.blocks);
  await client.endAsync();
  await browser.close();
  return {
    event_to_screen_p50_ms: quantile(took, 0.5),
    event_to_screen_p95_ms: quantile(took, 0.95),
    event_to_screen_max_ms: quantile(took, 1),
    events_never_seen: published.length - took.length,
    longest_main_block_live_ms: Math.max(gapMs, taskMs),
  };
}

type Published = Readonly<{ row: string; at: number }>;

async function connectChat(shop: Shop): Promise<MqttClient> {
  const { workspace, client, secret } = ClientFile.parse(JSON.parse(readFileSync(join(shop.dataDir, 'client.json'), 'utf8')));
  const username = `${workspace}/${client}`;
  return connectAsync(shop.server().mqttUrl, { username, password: secret, clientId: username });
}

/** One event each of the leads from `first` on, evenly; resolves with when each left, epoch ms. */
async function publishAll(client: MqttClient, first: number, count: number): Promise<readonly Published[]> {
  const { up } = upOf('shop', 'chatbot');
  const startedAt = performance.now();
  const published: Published[] = [];
  while (published.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) * perSecond) / 1_000));
    while (published.length < due) {
      const lead = first + published.length;
      const { kind, body } = chat(lead, 'searched', 0);
      published.push({ row: rowText(lead), at: Date.now() });
      client.publish(`${up}${kind}`, JSON.stringify(body), { qos: 1 });
    }
    await elapsed(tickMs);
  }
  return published;
}

/** As the table shows who it is. */
const rowText = (lead: number) => `${leadNames(lead).userId} ${leadNames(lead).product}`;

/** How long each event took that was painted, ms. */
async function paintedAfter(page: Page, published: readonly Published[]): Promise<number[]> {
  const rows = published.map(({ row }) => row);
  const waiting = page.evaluate(
    (all) => window.replicaProbe.whenFrame(() => all.every((row) => window.replicaProbe.painted.has(row))),
    rows,
  );
  await Promise.race([waiting, elapsed(patienceMs)]);
  const painted = new Map(await page.evaluate(() => [...window.replicaProbe.painted]));
  return published.flatMap(({ row, at }) => {
    const seenAt = painted.get(row);
    return seenAt === undefined ? [] : [seenAt - at];
  });
}
