import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../journey/free-port.ts';
import { startCluster } from '../postgres/cluster.ts';
import { seededRandom } from '../simulate/random.ts';
import { readLeft } from './evidence.ts';
import { startFakeProcess } from './fake-process.ts';
import { startImageServer } from './image-server.ts';
import { dataDirOf, type Stage } from './live.ts';
import { play } from './play.ts';
import { tellStory } from './story.ts';
import { type Summary, summaryOf } from './summary.ts';
import type { TortureOptions } from './torture-options.ts';
import { promiseKept, type Verdict, verdictOf } from './verdict.ts';

/** The built programs that it runs. */
export type Programs = Readonly<{ sender: string; fake: string }>;

export type TortureResult = Readonly<{
  verdict: Verdict & Summary & Readonly<{ audit: 'whole' | 'broken'; store: string; seed: string; seconds: number }>;
  kept: boolean;
  folder: string;
}>;

const itemsPerLife = 250;
const fewestLives = 8;
const twoServers = 2;
/** As the shipped policy has it. */
const caps = { perDay: 1, perWeek: 3 };

/**
 * Sends through a provider that misbehaves, from servers that are killed between each of the persisted steps, with clocks and time zones that are wrong,
 * while people opt out; then leaves them in peace until nothing moves, and counts what the phones showed.
 */
export async function runTorture(options: TortureOptions, programs: Programs, print: (line: string) => void): Promise<TortureResult> {
  const { items, seed, store } = options;
  const beganAt = performance.now();
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
    const { workspace, asked, deaths, struck } = await play({
      stage,
      story,
      random: seededRandom('shop', seed),
      imageUrl: images.url,
      print,
    });
    const left = await readLeft(dataDirOf(stage, 0), stage.databaseUrl, workspace);
    const verdict = verdictOf({ ...left, ledger: await fake.ledger(), asked, caps });
    const kept = promiseKept(verdict) && left.auditWhole;
    if (kept) await rm(folder, { recursive: true });
    return {
      verdict: {
        ...verdict,
        ...summaryOf({ items: left.items, calls: await fake.calls(), struck, lives, deaths }),
        audit: left.auditWhole ? 'whole' : 'broken',
        ...{ store, seed, seconds: Math.round((performance.now() - beganAt) / 1_000) },
      },
      kept,
      folder,
    };
  } finally {
    await fake.stop();
    images.close();
    await cluster?.dispose();
  }
}
