import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../crash/server-process.ts';
import { solapiEnvironment } from '../fake-kakao/solapi-environment.ts';
import { nameOf } from './doom.ts';
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

/** The processes of one life, the first of them the one that is spoken to. */
export type Living = Readonly<{
  processes: readonly ServerProcess[];
  /** Resolves when the first of them has gone. */
  firstGone: Promise<unknown>;
  killAll(): Promise<void>;
}>;

/** Each server has a data folder of its own; on SQLite there is one. */
export const dataDirOf = ({ folder }: Pick<Stage, 'folder'>, index: number): string => join(folder, `data-${index}`);

/** Starts the processes of a life at a true time. One that dies while it starts is not waited for: what it did before counts. */
export async function live(stage: Stage, planned: readonly Process[], trueNow: number): Promise<Living> {
  const started: ServerProcess[] = [];
  for (const [index, process] of planned.entries()) {
    const server = await startOne(stage, process, index, trueNow).catch(unlessKilled);
    if (server) started.push(server);
  }
  return {
    processes: started,
    firstGone: Promise.race(started.map(({ ended }) => ended)),
    killAll: async () => void (await Promise.all(started.map(({ kill }) => kill()))),
  };
}

/** SIGKILL has no exit code. */
function unlessKilled(error: unknown): undefined {
  if (!(error instanceof Error) || !error.message.startsWith('the server ended with null')) throw error;
}

async function startOne(stage: Stage, { doom, skewMs, timeZone }: Process, index: number, trueNow: number): Promise<ServerProcess> {
  const dataDir = dataDirOf(stage, index);
  await mkdir(dataDir, { recursive: true });
  return startServerProcess({
    program: stage.program,
    dataDir,
    httpPort: index === 0 ? stage.httpPort : 0,
    ...(doom && { args: [JSON.stringify(doom)] }),
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
export const describe = (planned: readonly Process[]): string =>
  planned
    .map(({ doom, skewMs, timeZone }) => `${doom ? nameOf(doom) : 'kill'}${skewMs === 0 ? '' : ', a day wrong'}, ${timeZone}`)
    .join(' | ');
