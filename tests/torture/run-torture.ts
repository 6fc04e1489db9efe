import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { freePort } from '../journey/free-port.ts';
import { startCluster } from '../postgres/cluster.ts';
import { readFirstClient, readOwner } from '../simulate/local-server.ts';
import { elapsed } from '../simulate/pace.ts';
import { type Random, seededRandom } from '../simulate/random.ts';
import { readLeft } from './evidence.ts';
import { startFakeProcess } from './fake-process.ts';
import { startImageServer } from './image-server.ts';
import { dataDirOf, describe, type Living, live, type Stage } from './live.ts';
import { openItems } from './open-items.ts';
import { carryOut, dispatchOf, type Line, openShop, optOut, resumeHeld, userName } from './shop.ts';
import { type Life, type Story, storyBegins, tellStory } from './story.ts';
import type { TortureOptions } from './torture-options.ts';
import { promiseKept, type Verdict, verdictOf } from './verdict.ts';

/** The built programs that it runs. */
export type Programs = Readonly<{ sender: string; fake: string }>;

export type TortureResult = Readonly<{
  verdict: Verdict &
    Readonly<{ lives: number; killed_at: Readonly<Record<string, number>>; audit: 'whole' | 'broken'; store: string; seed: string }>;
  kept: boolean;
  folder: string;
}>;

const itemsPerLife = 250;
const fewestLives = 8;
const twoServers = 2;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What is not sent by then never is; the story is shorter. */
const storyLastsMs = 30 * dayMs;
/** As the shipped policy has it. */
const caps = { perDay: 1, perWeek: 3 };

/** A fifth of the sends is taken and never answered; limits, broken answers, late calls, and reports that are lost, doubled or in disorder beside them. */
const faults = [
  { kind: 'acceptThenTimeout', share: 0.2 },
  { kind: 'acceptThenReset', share: 0.05 },
  { kind: 'acceptThen502', share: 0.05 },
  { kind: 'truncatedJson', share: 0.03 },
  { kind: 'acceptLate', share: 0.04, ms: 3_000 },
  { kind: 'tooManyRequests', share: 0.1, stage: 'any' },
  { kind: 'unavailable', share: 0.03, stage: 'any' },
  { kind: 'webhookLost', share: 0.2 },
  { kind: 'webhookTwice', share: 0.2 },
  { kind: 'webhookDisordered', share: 0.1 },
];

/**
 * Sends through a provider that misbehaves, from servers that are killed between each of the persisted steps, with clocks and time zones that are wrong,
 * while people opt out; then leaves them in peace until nothing moves, and counts what the phones showed.
 */
export async function runTorture(options: TortureOptions, programs: Programs, print: (line: string) => void): Promise<TortureResult> {
  const { items, seed, store } = options;
  const lives = options.lives ?? Math.max(fewestLives, Math.ceil(items / itemsPerLife));
  const story = tellStory({ items, lives, processes: store === 'postgres' ? twoServers : 1, seed });
  const folder = await mkdtemp(join(tmpdir(), 'talklens-torture-'));
  const cluster = store === 'postgres' ? await startCluster() : undefined;
  const images = await startImageServer();
  const fake = await startFakeProcess(programs.fake, seed);
  try {
    const stage: Stage = {
      folder,
      program: programs.sender,
      databaseUrl: await cluster?.createDatabase('torture'),
      fake,
      webhookSecret: seededRandom('webhook', seed).uuid().repeat(2),
      httpPort: await freePort(),
    };
    const played = await play({ stage, story, random: seededRandom('shop', seed), imageUrl: images.url, print });
    const { items: documents, optOuts, committed, auditWhole } = await readLeft(dataDirOf(stage, 0), stage.databaseUrl, played.workspace);
    const verdict = verdictOf({ ledger: await fake.ledger(), items: documents, asked: played.asked, optOuts, committed, caps });
    const kept = promiseKept(verdict) && auditWhole;
    if (kept) await rm(folder, { recursive: true });
    return {
      verdict: { ...verdict, lives, killed_at: played.killedAt, audit: auditWhole ? 'whole' : 'broken', store, seed },
      kept,
      folder,
    };
  } finally {
    await fake.stop();
    images.close();
    await cluster?.dispose();
  }
}

type Play = Readonly<{ stage: Stage; story: Story; random: Random; imageUrl: string; print: (line: string) => void }>;

type Played = Readonly<{ workspace: string; asked: readonly string[]; killedAt: Readonly<Record<string, number>> }>;

async function play({ stage, story, random, imageUrl, print }: Play): Promise<Played> {
  const asked: string[] = [];
  const killedAt: Record<string, number> = {};
  const newUlid = monotonicFactory(() => random.below(2 ** 32) / 2 ** 32);
  const line = await firstLife({ stage, story, random, imageUrl, newUlid });
  let living: Living | undefined;
  const speaking: Line = { ...line, url: () => (living ? living.processes[0]?.httpUrl : undefined) };
  await stage.fake.reportTo(`http://127.0.0.1:${stage.httpPort}/v1/webhooks/solapi/${stage.webhookSecret}`);
  await stage.fake.setFaults(faults);

  const acts: Promise<void>[] = [];
  const begin = (act: Promise<void>) => {
    act.catch(() => undefined); // told in peace
    acts.push(act);
  };
  for (const [number, life] of story.lives.entries()) {
    await stage.fake.setClock(life.trueNow);
    living = await live(stage, life.processes, life.trueNow);
    begin(optOut(speaking, life.optOuts, life.trueNow, random));
    for (const index of life.dispatches) {
      const { clientSkewMs = 0, recipients = [] } = story.dispatches[index] ?? {};
      const id = newUlid(life.trueNow + clientSkewMs);
      asked.push(...recipients.map(({ user }) => itemId(id, userName(user))));
      const act = dispatchOf(story, index, life.trueNow, storyBegins + storyLastsMs);
      begin(carryOut(speaking, { id, issuedAt: life.trueNow + clientSkewMs, act }));
    }
    const how = await endOf(living, life);
    living = undefined;
    for (const name of how) killedAt[name] = (killedAt[name] ?? 0) + 1;
    print(
      `life ${number + 1} of ${story.lives.length}, ${new Date(life.trueNow + 9 * hourMs).toISOString().slice(0, 16)} KST: ${describe(life.processes)}`,
    );
  }
  await inPeace({ stage, story, print, acts, line: speaking, newUlid, speak: (now) => (living = now) });
  return { workspace: line.client.workspace, asked, killedAt };
}

/** Nobody sends yet and nothing goes wrong: the shop is opened. */
async function firstLife({
  stage,
  story,
  newUlid,
  ...opening
}: Omit<Play, 'print'> & Readonly<{ newUlid: (at: number) => string }>): Promise<Omit<Line, 'url'>> {
  await stage.fake.setClock(storyBegins - hourMs);
  const living = await live(stage, [{ skewMs: 0, timeZone: 'Asia/Seoul' }], storyBegins - hourMs);
  try {
    const owner = await readOwner(dataDirOf(stage, 0));
    const client = await readFirstClient(dataDirOf(stage, 0));
    const speaking = { owner: owner.token, client, url: () => living.processes[0]?.httpUrl };
    await openShop(speaking, story, { ...opening, startsAt: storyBegins, newId: () => newUlid(storyBegins) });
    return { owner: owner.token, client };
  } finally {
    await living.killAll();
  }
}

/** Waits for the doom, kills what is left then, and says where each died. */
async function endOf(living: Living, { killAfterMs, processes }: Life): Promise<readonly string[]> {
  const doomed = processes.some(({ doom }) => doom);
  const how = await Promise.race([
    doomed ? living.firstGone.then(() => 'doom') : new Promise(() => {}),
    elapsed(killAfterMs).then(() => 'outside'),
  ]);
  await living.killAll();
  const [first] = processes;
  return [how === 'doom' && first?.doom ? `${first.doom.moment} ${first.doom.step}` : 'outside'];
}

type Peace = Readonly<{
  stage: Stage;
  story: Story;
  print: (line: string) => void;
  acts: readonly Promise<void>[];
  line: Line;
  newUlid: (at: number) => string;
  speak: (living: Living | undefined) => void;
}>;

/** Some working days. */
const mostRounds = 60;
const settleMs = 2_000;
const lookEveryMs = 250;
const lookAtMostMs = 60_000;

/** The faults are over and the clocks are right: some hours at a time until every item has ended. */
async function inPeace({ stage, story, print, acts, line, newUlid, speak }: Peace): Promise<void> {
  await stage.fake.setFaults([]);
  let trueNow = (story.lives.at(-1)?.trueNow ?? storyBegins) + hourMs;
  for (let round = 0; round < mostRounds; round += 1, trueNow += (round % 4 === 3 ? 6 : 2) * hourMs) {
    await stage.fake.setClock(trueNow);
    const living = await live(
      stage,
      (story.lives[0]?.processes ?? []).map(() => ({ skewMs: 0, timeZone: 'Asia/Seoul' })),
      trueNow,
    );
    speak(living);
    const at = trueNow;
    const open = await (async () => {
      await Promise.all(acts);
      await resumeHeld(line, () => newUlid(at), at);
      return untilStill(`http://127.0.0.1:${stage.httpPort}`, line.owner);
    })().finally(() => Promise.all(living.processes.map(({ stop }) => stop())));
    speak(undefined);
    print(`in peace, ${new Date(trueNow + 9 * hourMs).toISOString().slice(0, 16)} KST: ${open} items are open`);
    if (open === 0) return;
  }
}

/** Resolves to how many items are open once that has not changed for a while. */
async function untilStill(url: string, owner: string): Promise<number> {
  const until = performance.now() + lookAtMostMs;
  let [last, since] = ['', performance.now()];
  for (;;) {
    const states = await openItems(url, owner);
    const now = JSON.stringify(states);
    if (now !== last) [last, since] = [now, performance.now()];
    const open = Object.entries(states).reduce(
      (sum, [state, count]) => sum + (isOpen(state as Parameters<typeof isOpen>[0]) ? count : 0),
      0,
    );
    if (open === 0 || performance.now() - since > settleMs || performance.now() > until) return open;
    await elapsed(lookEveryMs);
  }
}
