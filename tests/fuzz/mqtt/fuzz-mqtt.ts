import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../../crash/server-process.ts';
import type { ClientCredential } from '../../simulate/credential.ts';
import { claimClients, readFirstClient, readOwner } from '../../simulate/local-server.ts';
import { memberHttp } from '../../simulate/member-http.ts';
import { seededRandom } from '../../simulate/random.ts';
import type { FuzzRun } from '../fuzz-command.ts';
import { heapAfterCollection, inspectorEnv } from '../heap-probe.ts';
import { addressOf } from '../loopback-address.ts';
import { countsOf, errorsIn } from '../server-signs.ts';
import { type HonestClient, openHonestClient } from './honest-client.ts';
import { type MqttOptions, parseMqttOptions } from './mqtt-options.ts';
import { runSession } from './run-session.ts';
import { type FuzzSession, sessionOf } from './session-bytes.ts';
import { type HeapSample, type MqttVerdict, verdictOf } from './verdict.ts';

/** Two sessions of one client take each other's connection over, some of the time. */
const fuzzedClients = 256;
/** After each stretch the honest client has to be answered. */
const stretch = 500;
/** After this many the heap is looked at. */
const sampleEvery = 5_000;

type Stage = Readonly<{
  options: MqttOptions;
  server: ServerProcess;
  dataDir: string;
  clients: readonly ClientCredential[];
  honest: HonestClient;
  print: FuzzRun['print'];
}>;

/** What a broken run leaves: the sessions that were under way, which the seed makes again. */
type Broken = Readonly<{ reason: string; from: number; sessions: readonly FuzzSession[] }>;

/** Random and changed MQTT byte streams against a real server process, with an honest client beside them. */
export async function fuzzMqtt({ args, serverProgram, print }: FuzzRun): Promise<{ promiseKept: boolean; result: MqttVerdict }> {
  const options = parseMqttOptions(args);
  const folder = await mkdtemp(join(tmpdir(), 'talklens-fuzz-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  print(`seed ${options.seed}, ${options.sessions} sessions from ${options.from}`);
  const server = await startServerProcess({ program: serverProgram, dataDir, env: inspectorEnv });
  const result = await verdictOn({ options, server, dataDir, folder, print }).finally(server.stop);
  const { promiseKept } = result;
  if (promiseKept) await rm(folder, { recursive: true });
  else print(`Broken. The server's log and data and the sessions under way are in ${folder}`);
  return { promiseKept, result };
}

async function verdictOn({ folder, ...open }: Omit<Stage, 'clients' | 'honest'> & { folder: string }): Promise<MqttVerdict> {
  const member = memberHttp(open.server.httpUrl, (await readOwner(open.dataDir)).token);
  const clients = await claimClients({ dataDir: open.dataDir, member }, fuzzedClients);
  const honest = await openHonestClient(open.server.mqttUrl, await readFirstClient(open.dataDir));
  const stage = { ...open, clients, honest };
  const { samples, answeredMs, broken } = await underFire(stage);
  if (broken) await writeFile(join(folder, 'sessions.json'), JSON.stringify(toHex(broken)));
  const reached = broken ? {} : await countsOf(open.server.httpUrl);
  await honest.close();
  const errorsLogged = await errorsIn(join(open.dataDir, 'server.log'));
  return verdictOf({ ...open.options, samples, answeredMs, errorsLogged, reached, broken: broken?.reason });
}

async function underFire(stage: Stage): Promise<{ samples: HeapSample[]; answeredMs: number[]; broken?: Broken }> {
  const { sessions, from } = stage.options;
  const samples: HeapSample[] = [await sample(stage, 0)];
  const answeredMs: number[] = [];
  for (let done = 0; done < sessions; ) {
    const count = Math.min(stretch, sessions - done);
    const numbers = Array.from({ length: count }, (_, index) => from + done + index);
    await runAll(stage, numbers);
    done += count;
    try {
      answeredMs.push(await stage.honest.check());
      if (done % sampleEvery === 0 || done === sessions) samples.push(await sample(stage, done));
    } catch (error) {
      const under = numbers.map((number) => sessionNumber(stage, number));
      return { samples, answeredMs, broken: { reason: String(error), from: from + done - count, sessions: under } };
    }
  }
  return { samples, answeredMs };
}

async function runAll(stage: Stage, numbers: readonly number[]): Promise<void> {
  const left = [...numbers];
  const worker = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      await runSession(stage.server, sessionNumber(stage, number), addressOf(number));
    }
  };
  await Promise.all(Array.from({ length: stage.options.width }, worker));
}

const sessionNumber = ({ clients, options }: Stage, number: number): FuzzSession =>
  sessionOf(clients, seededRandom('fuzz-mqtt', options.seed, number));

async function sample({ dataDir, print }: Stage, sessions: number): Promise<HeapSample> {
  const usage = await heapAfterCollection(join(dataDir, 'server.log'));
  const inMb = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  print(`${sessions} sessions: heap ${inMb(usage.heapUsed)} MB, outside of it ${inMb(usage.external)} MB, process ${inMb(usage.rss)} MB`);
  return { sessions, ...usage };
}

const toHex = ({ sessions, ...broken }: Broken) => ({
  ...broken,
  sessions: sessions.map(({ pieces, ...session }) => ({ ...session, pieces: pieces.map((piece) => piece.toString('hex')) })),
});
