import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from '../../contract/zod.ts';
import { builtProgram } from './project.ts';

const Listening = z.object({ event: z.literal('listening'), httpPort: z.int(), mqttPort: z.int(), code: z.string() });

export type ServerProcess = Readonly<{
  httpPort: number;
  mqttPort: number;
  /** Signs one browser in, once. */
  code: string;
  /** Asks it to stop and waits for its end. */
  stop: () => Promise<void>;
}>;

export type ServerPlace = Readonly<{ dataDir: string; httpPort: number; mqttPort: number }>;

/** Starts the built server as whoever runs it would, and waits until it can be reached. */
export async function startServerProcess({ dataDir, httpPort, mqttPort }: ServerPlace): Promise<ServerProcess> {
  const child = spawn(process.execPath, [builtProgram('server')], {
    env: {
      ...process.env,
      TALKLENS_DATA_DIR: dataDir,
      TALKLENS_HTTP_PORT: String(httpPort),
      TALKLENS_MQTT_PORT: String(mqttPort),
      TALKLENS_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const listening = await listeningLine(child);
  return { ...listening, stop: () => stop(child) };
}

async function listeningLine(child: ChildProcess) {
  if (child.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { event: _, ...listening } = Listening.parse(JSON.parse(line));
    return listening;
  }
  throw new Error(`the server ended before it listened, exit code ${child.exitCode}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
