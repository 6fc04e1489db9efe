import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from '../../../contract/zod.ts';
import { type ServerProcess, startServerProcess } from '../../crash/server-process.ts';
import { readFirstClient, readOwner } from '../../simulate/local-server.ts';
import { seededRandom } from '../../simulate/random.ts';
import type { FuzzRun } from '../fuzz-command.ts';
import { type HeapUsage, heapAfterCollection, inspectorEnv } from '../heap-probe.ts';
import { addressOf } from '../loopback-address.ts';
import { countsOf, errorsIn } from '../server-signs.ts';
import { type Exchange, exchange } from './exchange.ts';
import { checkHonestly } from './honest-requests.ts';
import { type HttpOptions, parseHttpOptions } from './http-options.ts';
import { type Keys, requestBytes } from './request-bytes.ts';
import { type HttpVerdict, verdictOf } from './verdict.ts';

/** After each stretch the honest client has to be answered, and the memory is looked at. */
const stretch = 500;

const OperatorToken = z.object({ operatorToken: z.string() });

type Stage = Readonly<{ options: HttpOptions; server: ServerProcess; dataDir: string; keys: Keys; print: FuzzRun['print'] }>;

type Fire = Readonly<{ exchanges: Exchange[]; samples: HeapUsage[]; honestAnswers: number; broken?: string }>;

/** Random, changed and hostile HTTP requests at every route of a real server process, with an honest client beside them. */
export async function fuzzHttp({ args, serverProgram, print }: FuzzRun): Promise<{ promiseKept: boolean; result: HttpVerdict }> {
  const options = parseHttpOptions(args);
  const folder = await mkdtemp(join(tmpdir(), 'talklens-fuzz-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  print(`seed ${options.seed}, ${options.bodies} requests from ${options.from}`);
  const server = await startServerProcess({ program: serverProgram, dataDir, env: inspectorEnv });
  const stage = { options, server, dataDir, keys: await keysIn(dataDir), print };
  const result = await verdictOn(stage).finally(server.stop);
  if (result.promiseKept) await rm(folder, { recursive: true });
  else await leaveEvidence(folder, stage, result);
  return { promiseKept: result.promiseKept, result };
}

async function verdictOn(stage: Stage): Promise<HttpVerdict> {
  const fire = await underFire(stage);
  const reached = fire.broken === undefined ? await countsOf(stage.server.httpUrl) : {};
  const errorsLogged = await errorsIn(join(stage.dataDir, 'server.log'));
  return verdictOf({ ...stage.options, ...fire, broken: fire.broken, reached, errorsLogged });
}

async function keysIn(dataDir: string): Promise<Keys> {
  const { workspace, client, secret } = await readFirstClient(dataDir);
  const { token } = await readOwner(dataDir);
  const { operatorToken } = OperatorToken.parse(JSON.parse(await readFile(join(dataDir, 'listening.json'), 'utf8')));
  return {
    client: `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`,
    member: `Bearer ${token}`,
    operator: `Bearer ${operatorToken}`,
  };
}

async function underFire(stage: Stage): Promise<Fire> {
  const { bodies, from } = stage.options;
  const exchanges: Exchange[] = [];
  const samples: HeapUsage[] = [];
  for (let honestAnswers = 0; ; honestAnswers += 1) {
    try {
      await checkHonestly(stage.server, stage.keys, honestAnswers);
      samples.push(await sample(stage, exchanges.length));
    } catch (error) {
      return { exchanges, samples, honestAnswers, broken: String(error) };
    }
    if (exchanges.length === bodies) return { exchanges, samples, honestAnswers: honestAnswers + 1 };
    exchanges.push(...(await runAll(stage, from + exchanges.length, Math.min(stretch, bodies - exchanges.length))));
  }
}

async function runAll({ options, server, keys }: Stage, first: number, count: number): Promise<Exchange[]> {
  const done: Exchange[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const where = { port: server.httpPort, localAddress: addressOf(first + index) };
      done[index] = await exchange(where, requestNumber(keys, options, first + index));
    }
  };
  await Promise.all(Array.from({ length: options.width }, worker));
  return done;
}

const requestNumber = (keys: Keys, { seed }: HttpOptions, number: number) => requestBytes(keys, seededRandom('fuzz-http', seed, number));

async function sample({ dataDir, print }: Stage, requests: number): Promise<HeapUsage> {
  const usage = await heapAfterCollection(join(dataDir, 'server.log'));
  const inMb = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  print(`${requests} requests: heap ${inMb(usage.heapUsed)} MB, process ${inMb(usage.rss)} MB`);
  return usage;
}

/** The requests that were answered 5xx, as they were sent. */
async function leaveEvidence(folder: string, { keys, options, print }: Stage, { serverErrors }: HttpVerdict): Promise<void> {
  for (const number of serverErrors) await writeFile(join(folder, `request-${number}`), requestNumber(keys, options, number));
  print(`Broken. The server's log and data, and the requests it failed on, are in ${folder}`);
}
