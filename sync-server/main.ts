import './old-node.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Result } from '../contract/result.ts';
import { z } from '../contract/zod.ts';
import packageJson from '../package.json' with { type: 'json' };
import { type Clock, clockOf } from './clock.ts';
import { type Config, readConfig, StartFailure } from './config.ts';
import { withKeysFile } from './keys-file.ts';
import { learnInThread, servesAsLearner } from './learner-thread.ts';
import { openLog } from './log.ts';
import { servesAsNeighbourLearner, startNeighbourThread } from './neighbour-thread.ts';
import { type RunningServer, startServer } from './server.ts';
import type { Store } from './store/port/store.ts';
import { openPostgresStore } from './store/postgres/open-postgres-store.ts';
import { openThreadedStore } from './store/threaded/open-threaded-store.ts';
import { isDamage, isStoreFailure } from './store-failure.ts';
import { servesAsWriter, startWriterThread } from './writer-thread.ts';

// The program. Run by node it reads the environment, says on stdout where it listens, and ends on SIGTERM or SIGINT; run in
// Electron's utility process it does the same by message, so that nothing secret is in its arguments or environment.

type Env = Readonly<Record<string, string | undefined>>;

const ToServer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), env: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('stop') }),
]);

/** Electron's end of the channel, as far as it is used here. */
type ParentPort = Readonly<{
  on(event: 'message', listen: (message: Readonly<{ data: unknown }>) => void): void;
  postMessage(message: unknown): void;
}>;

/** How long the last log line may take to leave. */
const flushWithinMs = 1_000;
/** How long an orderly stop may take, as where a database does not answer; containers are killed after 30 s. What is cut off was not acknowledged. */
const stopWithinMs = 10_000;
const program = fileURLToPath(import.meta.url);
const here = dirname(program);

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
if (!servesAsWriter() && !servesAsLearner() && !servesAsNeighbourLearner()) {
  if (parentPort) serveParent(parentPort);
  else void serveTerminal();
}

async function serveTerminal(): Promise<void> {
  try {
    const server = await startFrom(process.env);
    const { httpPort, mqttPort, httpTlsPort, mqttTlsPort, code } = server;
    process.stdout.write(`${JSON.stringify({ event: 'listening', httpPort, mqttPort, httpTlsPort, mqttTlsPort, code })}\n`);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void server.end());
  } catch (error) {
    const { code, detail } = failureOf(error);
    process.stderr.write(`Talklens could not start (${code}): ${adviceOn(code, detail)}\n`);
    process.exitCode = 1;
  }
}

function serveParent(parent: ParentPort): void {
  let starting: Promise<Started> | undefined;
  parent.on('message', ({ data }) => {
    const message = ToServer.parse(data);
    if (message.kind === 'start') {
      starting ??= startFrom(message.env);
      starting.then(
        ({ httpPort, mqttPort }) => parent.postMessage({ kind: 'listening', httpPort, mqttPort }),
        (error) => parent.postMessage({ kind: 'failed', ...failureOf(error) }),
      );
      return;
    }
    void (starting ?? Promise.reject()).then(
      ({ end }) => end(),
      () => process.exit(0),
    );
  });
}

/** `end` stops it and ends the program, with 1 where that took too long. */
type Started = RunningServer & Readonly<{ end(): Promise<void> }>;

async function startFrom(env: Env): Promise<Started> {
  const config = readConfig(withKeysFile(env), join(here, '../renderer'));
  const log = openLog(config.logLevel);
  const clock = config.fakeNow === undefined ? undefined : { startedAt: Date.now(), startsAt: config.fakeNow };
  const now = clockOf(clock);
  const open = (path: string) => openStoreOf(config, { path, log, now, clock });
  exitOnDefect(log);
  const { version } = packageJson;
  try {
    const apiPagesDir = join(here, 'static');
    const learn = learnInThread(program);
    const startNeighbours = () => startNeighbourThread(program);
    const machine = { now, random: randomBytes, openStore: open, learn, startNeighbours, log, version, apiPagesDir };
    const server = await startServer(config, machine);
    return { ...server, end: () => end(server, log) };
  } catch (error) {
    if (!(error instanceof StartFailure)) log.fatal({ err: error }, 'could not start');
    throw error;
  }
}

type Opening = Readonly<{ path: string; log: Logger; now: () => number; clock: Clock | undefined }>;

/** PostgreSQL where it is named; else the file, written by a thread that is this very program. */
function openStoreOf({ databaseUrl: url, logLevel }: Config, { path, log, now, clock }: Opening): Promise<Result<Store>> {
  if (url !== undefined) return openPostgresStore({ url, now, randomUuid: randomUUID, randomBytes });
  const thread = startWriterThread(program, { path, logLevel, ...(clock && { clock }) });
  return openThreadedStore({ path, thread, died: (error) => exitWith(log, error, 'the store cannot be written any more') });
}

async function end(server: RunningServer, log: Logger): Promise<void> {
  setTimeout(() => exitWith(log, undefined, 'the stop took too long'), stopWithinMs);
  await server.stop();
  process.exit(0);
}

/** What nobody caught is a defect: say so and end, rather than go on in a state that nobody has thought of. */
function exitOnDefect(log: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, (error) => exitWith(log, error, 'defect'));
}

function exitWith(log: Logger, error: unknown, what: 'defect' | 'the store cannot be written any more' | 'the stop took too long'): void {
  log.fatal({ err: error }, what);
  log.flush(() => process.exit(1));
  setTimeout(() => process.exit(1), flushWithinMs);
}

function adviceOn(code: string, detail: string): string {
  switch (code) {
    case 'port.taken':
      return `port ${detail} is taken; set the variable to another port, or to 0 for any free one`;
    case 'config.invalid':
      return detail.startsWith('TALKLENS_SENDER_KEYS_FILE')
        ? `${detail} must be a file of NAME=value lines that only its owner can read (chmod 600)`
        : `${detail} has a value that cannot be used`;
    case 'config.incomplete':
      return `${detail} is not set, and what is to send needs it`;
    case 'auth.insecure':
      return `listening off loopback needs TLS: set TALKLENS_TLS_CERT and TALKLENS_TLS_KEY, or say with ${detail}=1 that plain is wanted, as behind a proxy that has TLS`;
    case 'store.locked':
      return detail === 'DATABASE_URL'
        ? 'npm run restored is at work on the database; start again when it has ended'
        : `another Talklens has the folder of ${detail} open`;
    case 'store.newerSchema':
      return `the data in the folder of ${detail} was written by a newer Talklens`;
    case 'store.damaged':
      return 'the data is damaged; npm run verify says where, docs/operations.md what to do';
    case 'server.storeFailed':
      return `the data could not be read or written (${detail}); the line above says where`;
    default:
      return `${detail}; the line above says where`;
  }
}

function failureOf(error: unknown): Readonly<{ code: string; detail: string }> {
  if (error instanceof StartFailure) return { code: error.code, detail: error.detail };
  const code = isDamage(error) ? 'store.damaged' : isStoreFailure(error) ? 'server.storeFailed' : 'server.failed';
  return { code, detail: error instanceof Error ? error.name : 'unknown' };
}
