import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from '../../contract/zod.ts';
import { duringSendingHours } from '../sending-hours.ts';

const Listening = z.looseObject({ event: z.literal('listening'), httpPort: z.int(), mqttPort: z.int(), code: z.string().optional() });

/** A real server in a process of its own. */
export type ServerProcess = Readonly<{
  pid: number;
  httpPort: number;
  mqttPort: number;
  /** `http://127.0.0.1:port` */
  httpUrl: string;
  mqttUrl: string;
  /** The one-time code for a browser desk, as printed. */
  code: string | undefined;
  /** Resolves when the process has gone, however. */
  ended: Promise<unknown>;
  /** `kill -9`: nothing is flushed, nothing is said. Resolves when the process has gone. */
  kill: () => Promise<void>;
  /** Asks for an orderly stop; resolves with the exit code. */
  stop: () => Promise<number | null>;
}>;

type Start = Readonly<{
  /** The built program, `dist/node/server.cjs`. */
  program: string;
  args?: readonly string[];
  /** A command that runs the server as its own process and gives it its place, as `strace -D` does. */
  under?: readonly string[];
  dataDir: string;
  /** 0 or absent: a free one. */
  httpPort?: number;
  mqttPort?: number;
  /** Nothing is sent: it goes by the machine's own clock at night too, on the same day as the desk. */
  sendsNothing?: true;
  env?: Readonly<Record<string, string>>;
}>;

/** Starts the program and resolves when it listens; its log goes to `server.log` in the data folder. */
export async function startServerProcess({
  program,
  args = [],
  under = [],
  dataDir,
  httpPort = 0,
  mqttPort = 0,
  sendsNothing,
  env = {},
}: Start): Promise<ServerProcess> {
  const logFile = join(dataDir, 'server.log');
  const log = openSync(logFile, 'a', 0o600);
  const [command = '', ...rest] = [...under, process.execPath, '--enable-source-maps', program, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', log],
    env: {
      ...process.env,
      TALKLENS_LOG_LEVEL: 'warn',
      ...(sendsNothing ? {} : duringSendingHours()),
      ...env,
      TALKLENS_DATA_DIR: dataDir,
      TALKLENS_HTTP_PORT: String(httpPort),
      TALKLENS_MQTT_PORT: String(mqttPort),
    },
  });
  closeSync(log);
  return toServerProcess(child, await listening(child, logFile));
}

async function listening(child: ChildProcess, logFile: string): Promise<z.infer<typeof Listening>> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it listened:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  });
  return Promise.race([gone, firstListeningLine(child)]);
}

async function firstListeningLine(child: ChildProcess): Promise<z.infer<typeof Listening>> {
  if (!child.stdout) throw new Error('the server has no standard output');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const parsed = Listening.safeParse(JSON.parse(line));
    if (parsed.success) {
      child.stdout.resume();
      return parsed.data;
    }
  }
  return new Promise(() => {}); // its exit says why
}

function toServerProcess(child: ChildProcess, { httpPort, mqttPort, code }: z.infer<typeof Listening>): ServerProcess {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [exitCode] = await exited;
    return exitCode;
  };
  return {
    pid: child.pid ?? 0,
    httpPort,
    mqttPort,
    httpUrl: `http://127.0.0.1:${httpPort}`,
    mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
    code,
    ended: exited,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
