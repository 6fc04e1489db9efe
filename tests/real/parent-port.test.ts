import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FailureCode } from '../../contract/failure.ts';
import { temporaryFolder } from '../../sync-server/testing/temporary-folder.ts';
import { builtProgram } from '../journey/project.ts';

/** What the app and the program say to each other; the app parses the answers by its own schema (`main/server-process.ts`). */
type ToServer = Readonly<{ kind: 'start'; env: Readonly<Record<string, string>> }> | Readonly<{ kind: 'stop' }>;
type Answer =
  | Readonly<{ kind: 'listening'; httpPort: number; mqttPort: number }>
  | Readonly<{ kind: 'failed'; code: FailureCode; detail: string }>;

/** Electron's `process.parentPort` over node's own channel: the program itself is the built one. */
const parentPort = `data:text/javascript,${encodeURIComponent(`process.parentPort = {
  on: (event, listen) => process.on(event, (data) => listen({ data })),
  postMessage: (message) => process.send(message),
};`)}`;

/** The server's program as a utility process has it; ended after the test. */
function aUtilityProcess() {
  const child: ChildProcess = fork(builtProgram('server'), [], {
    execArgv: ['--import', parentPort],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {},
  });
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  const send = (message: ToServer) => child.send(message);
  /** What it answers to a start, or that it ended instead. */
  const start = async (env: Readonly<Record<string, string>>): Promise<Answer | string> => {
    const answered = once(child, 'message').then(([message]) => message as Answer);
    send({ kind: 'start', env: { TALKLENS_HTTP_PORT: '0', TALKLENS_MQTT_PORT: '0', TALKLENS_LOG_LEVEL: 'warn', ...env } });
    return Promise.race([answered, exited.then((code) => `ended with ${code}: ${log}`)]);
  };
  return { send, start, exited, log: () => log };
}

test('given a start by message, it answers where it listens, serves there, and ends well when it is told to stop', async () => {
  const { send, start, exited } = aUtilityProcess();

  const answer = await start({ TALKLENS_DATA_DIR: temporaryFolder() });
  expect(answer).toEqual({ kind: 'listening', httpPort: expect.any(Number), mqttPort: expect.any(Number) });
  const { httpPort } = answer as Extract<Answer, { kind: 'listening' }>;
  expect((await fetch(`http://127.0.0.1:${httpPort}/readyz`)).status).toBe(200);
  send({ kind: 'stop' });

  expect(await exited).toBe(0);
});

const takenPort = async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return String((other.address() as { port: number }).port);
};

test.each([
  ['a setting that cannot be used', async () => ({ TALKLENS_MQTT_PORT: 'mqtt' }), 'config.invalid', /^TALKLENS_MQTT_PORT$/],
  ['a taken port', async () => ({ TALKLENS_MQTT_PORT: await takenPort() }), 'port.taken', /^\d+ \(TALKLENS_MQTT_PORT\)$/],
  [
    'an address that this machine has not',
    async () => ({ TALKLENS_HOST: '203.0.113.7', TALKLENS_ALLOW_PLAIN: '1' }),
    'config.invalid',
    /^TALKLENS_HOST$/,
  ],
  ['a data folder that is a file', async () => ({ TALKLENS_DATA_DIR: aFile() }), 'config.invalid', /^TALKLENS_DATA_DIR$/],
])('given %s, it says so by its code, and ends when it is told to stop', async (_what, env, code, detail) => {
  const { send, start, exited } = aUtilityProcess();

  const answer = await start({ TALKLENS_DATA_DIR: temporaryFolder(), ...(await env()) });
  send({ kind: 'stop' });

  expect(answer).toEqual({ kind: 'failed', code, detail: expect.stringMatching(detail) });
  expect(await exited).toBe(0);
});

function aFile(): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  return file;
}

test('given data that is no database, it says that it is damaged, and its log says where', async () => {
  const { start, log } = aUtilityProcess();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'talklens.db'), 'this is no database, and long enough to be looked at as one'.repeat(100));

  const answer = await start({ TALKLENS_DATA_DIR: folder });

  expect(answer).toMatchObject({ kind: 'failed', code: 'store.damaged' });
  await expect.poll(log).toContain('could not start');
});

test('given a stop while it starts, it ends well', async () => {
  const { send, start, exited } = aUtilityProcess();

  const answered = start({ TALKLENS_DATA_DIR: temporaryFolder() });
  send({ kind: 'stop' });

  expect(await exited).toBe(0);
  await answered;
});
