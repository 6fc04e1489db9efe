import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { pullAll } from '../simulate/feed.ts';
import { claimClients, readOwner } from '../simulate/local-server.ts';
import { type MemberHttp, memberHttp } from '../simulate/member-http.ts';
import { seededRandom } from '../simulate/random.ts';
import { type CommandsVerdict, commandsVerdict } from './commands-verdict.ts';
import type { CrashOptions } from './crash-options.ts';
import { type Aim, aimsOf, nameOf } from './doom.ts';
import { readEvidence } from './evidence-files.ts';
import { type Ground, startGround } from './ground.ts';
import { differing, untilDispatched, whatIsLeft, wholeFeed } from './inspect.ts';
import { killRounds, type Round } from './kill-rounds.ts';
import type { Done } from './marketer.ts';
import { startMarketer } from './marketer.ts';
import { startPublisher } from './publisher-process.ts';
import { runToEnd } from './run-to-end.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** The four numbers of the promise, and what else was looked at on the way. */
export type CrashVerdict = Verdict &
  CommandsVerdict &
  Readonly<{
    kills: number;
    /** What the kills were aimed at and met. */
    met: Readonly<Record<string, number>>;
    /** Kills that did not come where they were aimed. */
    missed: number;
    /** Said and never acknowledged, or acknowledged and never answered, at the end. */
    unanswered: number;
    /** Messages that the sandbox's phones showed. */
    shown: number;
    /** Documents that a rebuild from the log would write differently (I2). */
    differing: number;
    store: CrashOptions['store'];
    seed: string;
  }>;

/** `folders`: where the data and the evidence are, if they are kept. */
export type CrashResult = Readonly<{ verdict: CrashVerdict; promiseKept: boolean; folders: readonly string[] }>;

/** The built programs that a crash test runs. */
type Programs = Readonly<{ server: string; doomed: string; rebuild: string; publisher: string }>;

type Stage = Readonly<{
  options: CrashOptions;
  programs: Programs;
  folder: string;
  dataDir: string;
  ground: Ground;
  print: (line: string) => void;
}>;

/**
 * Kills a real server under load, again and again, and compares what a publisher process wrote down by itself with what
 * the server shows in the end. The folder is removed where the promise was kept.
 */
export async function runCrashTest(options: CrashOptions, programs: Programs, print: (line: string) => void): Promise<CrashResult> {
  const folder = await mkdtemp(join(tmpdir(), 'talklens-crash-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const ground = await startGround(options);
  let promiseKept = false;
  try {
    const stage = { options, programs, folder, dataDir, ground, print };
    const verdict = await compare(stage, await underFire(stage));
    promiseKept = isKept(verdict, options);
    if (promiseKept) await rm(folder, { recursive: true });
    return { verdict, promiseKept, folders: [folder, ...ground.folders] };
  } finally {
    await ground.close(promiseKept);
  }
}

function isKept(verdict: CrashVerdict, { kills }: CrashOptions): boolean {
  const { lost, doubled, commandsLost, commandsDoubled, unanswered, differing, missed } = verdict;
  const broken = lost + doubled + commandsLost + commandsDoubled + unanswered + differing + missed;
  return verdict.kills === kills && broken === 0;
}

/** What stands after the last kill, when publisher and marketer have got all their answers. */
type Survived = Readonly<{
  server: ServerProcess;
  restart: () => Promise<ServerProcess>;
  member: MemberHttp;
  workspace: string;
  done: readonly Done[];
  rounds: readonly Round[];
  unanswered: number;
}>;

async function underFire({ options, programs, folder, dataDir, ground, print }: Stage): Promise<Survived> {
  const { kills, seed, users, rate, clients } = options;
  const deaths = join(folder, 'deaths.jsonl');
  await writeFile(deaths, '');
  const aims = aimsOf(kills, seededRandom(seed, 'aims'), ground.database !== undefined);
  const program = (aim?: Aim) =>
    typeof aim === 'object' ? { program: programs.doomed, args: [JSON.stringify(aim), deaths] } : { program: programs.server };
  const first = await startServerProcess({ ...program(aims[0]), dataDir, env: ground.env });
  const { httpPort, mqttPort, httpUrl, mqttUrl } = first;
  const restart = (aim?: Aim) => startServerProcess({ ...program(aim), dataDir, httpPort, mqttPort, env: ground.env });
  const owner = await readOwner(dataDir);
  const member = memberHttp(httpUrl, owner.token);
  const credentials = await claimClients({ dataDir, member }, clients);
  const publisher = startPublisher(programs.publisher, {
    mqttUrl,
    credentials: [...credentials],
    seed,
    startedAt: Date.now(),
    users,
    rate,
    folder,
  });
  const marketer = startMarketer({ member, random: seededRandom(seed, 'marketer'), newUlid: monotonicFactory(), now: Date.now });

  print(header);
  const rounds: Round[] = [];
  const random = seededRandom(seed, 'kills');
  const onRound = (round: Round) => print(row(rounds.push(round), round));
  const server = await killRounds({ aims, deaths, database: ground.database, random, publisher, marketer, first, restart, onRound });

  const done = await marketer.stop();
  const { open, unanswered } = await publisher.finish();
  await untilDispatched(member);
  return { server, restart, member, workspace: owner.workspace, done, rounds, unanswered: open + unanswered };
}

async function compare({ options, programs, folder, dataDir, ground }: Stage, survived: Survived): Promise<CrashVerdict> {
  const { server, restart, member, workspace, done, rounds, unanswered } = survived;
  const leads = await pullAll(member, 'lead');
  const persons = new Set((await pullAll(member, 'person')).map(({ id }) => id));
  const products = new Set((await pullAll(member, 'product')).map(({ id }) => id));
  const feed = await wholeFeed(member);
  await server.stop();

  const { log, shown } = await whatIsLeft({ dataDir, databaseUrl: ground.env.DATABASE_URL }, workspace);
  await runToEnd(programs.rebuild, { ...ground.env, TALKLENS_DATA_DIR: dataDir });
  const rebuilt = await restart();
  const differences = differing(feed, await wholeFeed(member));
  await rebuilt.stop();

  return {
    ...verdictOf(readEvidence(folder), { leads, persons, products, log, ledger: shown }),
    ...commandsVerdict(done, log, leads),
    kills: rounds.length,
    met: metOf(rounds),
    missed: rounds.filter(({ met }) => !met).length,
    unanswered,
    shown: shown.length,
    differing: differences.length,
    store: options.store,
    seed: options.seed,
  };
}

function metOf(rounds: readonly Round[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of rounds.filter(({ met }) => met).map(({ aim }) => nameOf(aim))) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const header = '  kill               aimed at  after ms       said      acked  on the way  restart ms';
const widths = [6, 23, 10, 11, 11, 12, 12] as const;

function row(number: number, { aim, met, livedMs, atKill, restartMs }: Round): string {
  const aimed = met ? nameOf(aim) : `${nameOf(aim)}, missed`;
  const cells = [number, aimed, Math.round(livedMs), atKill.said, atKill.acknowledged, atKill.open, Math.round(restartMs)] as const;
  return cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('');
}
