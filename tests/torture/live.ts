import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../crash/server-process.ts';
import { solapiEnvironment } from '../fake-kakao/solapi-environment.ts';
import { administer } from '../postgres/cluster.ts';
import { elapsed } from '../simulate/pace.ts';
import { armBy, type Errand, nameOf } from './doom.ts';
import type { FakeProcess } from './fake-process.ts';
import type { Process } from './story.ts';

/** What every process of the story is started with. */
export type Stage = Readonly<{
  folder: string;
  program: string;
  databaseUrl?: string | undefined;
  fake: FakeProcess;
  webhookSecret: string;
  httpPort: number;
}>;

/** How a process of a life ended: of its doom, from outside although it had one, or from outside as was planned. */
export type Death = Readonly<{ planned: Process; how: 'doom' | 'missed' | 'outside' }>;

/** The processes of one life. */
export type Living = Readonly<{
  /** Of one that lives; undefined once none does. */
  url(): string | undefined;
  /** From now on the dooms strike that were not armed from the start. */
  arm(): void;
  /** Resolves when each process that has a doom has died of it, or the time is over; where none has one, then. */
  doomsMet(withinMs: number): Promise<unknown>;
  /** `kill -9` for whatever lives still. */
  killAll(): Promise<readonly Death[]>;
  /** In an orderly way. */
  stopAll(): Promise<void>;
}>;

/** Each server has a data folder of its own; on SQLite there is one. */
export const dataDirOf = ({ folder }: Pick<Stage, 'folder'>, index: number): string => join(folder, `data-${index}`);

type One = { readonly planned: Process; server: ServerProcess | undefined; gone: boolean };

/**
 * Starts the processes of a life at a true time, to which the provider's clock is put too. Since the life before, time has passed: no lease of
 * its processes has outlived it. One that dies of its doom while it starts is not waited for: what it did before counts.
 */
export async function live(stage: Stage, planned: readonly Process[], trueNow: number): Promise<Living> {
  if (stage.databaseUrl !== undefined) await endLeases(stage.databaseUrl);
  const startedAt = Date.now();
  await stage.fake.setClock(trueNow);
  const all = await Promise.all(planned.map((one, index) => begin(stage, one, { index, trueNow, startedAt })));
  return {
    url: () => all.find(({ gone }) => !gone)?.server?.httpUrl,
    arm() {
      for (const { server, gone } of all) if (server && !gone) process.kill(server.pid, armBy);
    },
    doomsMet(withinMs) {
      const doomed = all.filter(({ planned: { doom } }) => doom);
      const over = elapsed(withinMs);
      return doomed.length === 0 ? over : Promise.race([over, Promise.all(doomed.map(({ server }) => server?.ended))]);
    },
    async killAll() {
      const deaths = all.map(({ planned: one, gone }): Death => ({ planned: one, how: howOf(one, gone) }));
      await Promise.all(all.map(({ server }) => server?.kill()));
      return deaths;
    },
    stopAll: async () => void (await Promise.all(all.map(({ server }) => server?.stop()))),
  };
}

const howOf = ({ doom }: Process, gone: boolean): Death['how'] => {
  if (gone) return 'doom';
  return doom ? 'missed' : 'outside';
};

/** The database goes by the machine's clock, which no story moves; while nobody lives, hours pass in it. */
const endLeases = (databaseUrl: string): Promise<void> =>
  administer(databaseUrl, "DO $$ BEGIN IF to_regclass('sender_lease') IS NOT NULL THEN DELETE FROM sender_lease; END IF; END $$");

type Begin = Readonly<{ index: number; trueNow: number; startedAt: number }>;

/** On a busy machine a database may not be reached in time; whoever looks after a server starts it again. */
const mostStarts = 3;

async function begin(stage: Stage, planned: Process, at: Begin, starts = 1): Promise<One> {
  const failed = (error: unknown) => (isKilled(error) || starts === mostStarts ? unlessKilled(error) : 'failed');
  const server = await startOne(stage, planned, at).catch(failed);
  if (server === 'failed') return begin(stage, planned, at, starts + 1);
  const one: One = { planned, server, gone: !server };
  void server?.ended.then(() => {
    one.gone = true;
  });
  return one;
}

/** SIGKILL has no exit code. */
const isKilled = (error: unknown): boolean => error instanceof Error && error.message.startsWith('the server ended with null');

function unlessKilled(error: unknown): undefined {
  if (!isKilled(error)) throw error;
}

/** Real time: the fake's late calls come after it has run out. */
const patienceMs = 1_500;

async function startOne(stage: Stage, { doom, skewMs, timeZone }: Process, { index, trueNow, startedAt }: Begin): Promise<ServerProcess> {
  const dataDir = dataDirOf(stage, index);
  await mkdir(dataDir, { recursive: true });
  const errand: Errand = { startedAt, patienceMs, ...(doom && { doom }) };
  return startServerProcess({
    program: stage.program,
    dataDir,
    httpPort: index === 0 ? stage.httpPort : 0,
    args: [JSON.stringify(errand)],
    env: {
      TZ: timeZone,
      TALKLENS_FAKE_NOW: String(trueNow + skewMs),
      ...solapiEnvironment(stage.fake.address),
      TALKLENS_WEBHOOK_SECRET: stage.webhookSecret,
      ...(stage.databaseUrl !== undefined && { DATABASE_URL: stage.databaseUrl }),
    },
  });
}

/** In a line of the protocol. */
export const describe = (deaths: readonly Death[]): string => deaths.map(describeOne).join(' | ');

const describeOne = ({ planned: { doom, skewMs, timeZone }, how }: Death): string => {
  const end = how === 'outside' || !doom ? 'killed' : `${how === 'doom' ? 'died' : 'killed, meant to die'} ${nameOf(doom)}`;
  return `${end}${skewMs === 0 ? '' : ', its clock a day wrong'}, ${timeZone}`;
};
