import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { stopped } from './child.ts';

import type { Postgres } from './postgres.ts';

export type RivalWay = 'row-by-row' | 'batches';

export type Rival = Readonly<{
  pid: number;
  /** Resolves with the epoch ms at which the `expect`th event since the start was in the read model; throws where the tables disagree. */
  stored(expect: number): Promise<number>;
  stop(): Promise<void>;
}>;

type Place = Readonly<{ mqttPort: number; postgres: Pick<Postgres, 'socket' | 'port' | 'user'> }>;

const Stored = z.strictObject({ kind: z.literal('stored'), at: z.number(), logged: z.int(), projected: z.int() });

export const rivalsAreInstalled = (rivals: string): boolean => existsSync(join(rivals, 'node_modules/pg'));

/** `npm ci` in their own folder, by their own lock file: what they need is no part of ours. */
export function installRivals(rivals: string): void {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: rivals, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('npm ci failed for the rivals');
}

/** Starts the subscriber, which makes its tables anew, and waits until it is subscribed. */
export async function startRival(rivals: string, way: RivalWay, { mqttPort, postgres }: Place): Promise<Rival> {
  const child = fork(join(rivals, 'subscriber.mjs'), [way, String(mqttPort), postgres.socket, String(postgres.port), postgres.user], {
    execArgv: [],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the rival ended with ${code}`))),
  ]);
  return {
    pid: child.pid as number,
    stored: async (expect) => {
      child.send({ expect });
      const { at, logged, projected } = Stored.parse((await once(child, 'message'))[0]);
      if (logged !== expect || projected !== expect) throw new Error(`the rival has ${logged} and ${projected} of ${expect} events`);
      return at;
    },
    stop: () => stopped(child),
  };
}
