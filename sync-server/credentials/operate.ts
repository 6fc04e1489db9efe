import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../contract/result.ts';
import { z } from '../../contract/zod.ts';
import { createCommands } from '../command/apply-commands.ts';
import type { Config } from '../config.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/port/store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { createCarryOut } from './carry-out.ts';
import { readListeningFile, serverUrl } from './listening-file.ts';
import { Done, type Operation, type Refusal } from './operation.ts';

/** Why an operation came to nothing: refused, or `noData`, or the code of what stood in the way. */
export type Hindrance = Readonly<{ code: Refusal['code'] | 'noData' | (string & {}); detail?: string | undefined }>;

/** A server that is there answers at once, or says that its store failed. */
const answerWithinMs = 10_000;

const RefusalBody = z.object({ code: z.string(), detail: z.string().optional() });

/**
 * Carries an operation out where the data is. PostgreSQL is shared, and servers find the change there within a second. A file that
 * a server has open is locked, and that server is asked, over loopback; where none has, it is written here.
 */
export async function operate(config: Config, operation: Operation): Promise<Done | Hindrance> {
  const { dataDir, databaseUrl } = config;
  const path = join(dataDir, 'talklens.db');
  if (databaseUrl === undefined && !existsSync(path)) return { code: 'noData' };
  const opened = await opening(path, databaseUrl);
  if (opened.ok) return inStore(opened.value, operation);
  return opened.code === 'store.locked' ? askServer(config, operation) : { code: opened.code };
}

async function opening(path: string, databaseUrl: string | undefined): Promise<Result<Store>> {
  try {
    return await openStore({ path, databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
  } catch (error) {
    if (databaseUrl === undefined) throw error;
    return { ok: false, code: 'server.storeFailed' };
  }
}

async function inStore(store: Store, operation: Operation): Promise<Done | Refusal> {
  const { credentials } = store;
  const { addMember } = createCommands({ store, wakeUps: createWakeUps(), now: Date.now });
  const carryOut = createCarryOut({ credentials, addMember, changed: () => undefined, now: Date.now, random: randomBytes });
  try {
    return await carryOut(operation);
  } finally {
    await store.close();
  }
}

/** Whatever else listens there now, as after a crash, has no answer of ours. */
async function askServer({ dataDir }: Config, operation: Operation): Promise<Done | Hindrance> {
  const listening = readListeningFile(dataDir);
  const answer = listening && (await post(`${serverUrl(listening)}/v1/operation`, listening.operatorToken, operation));
  const read = (answer?.ok ? Done : RefusalBody).safeParse(answer?.body);
  return read.success ? read.data : { code: 'server.unreachable' };
}

/** Undefined where no JSON came back in time. */
async function post(url: string, token: string, operation: Operation): Promise<{ ok: boolean; body: unknown } | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(operation),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { ok: answer.ok, body: await answer.json() };
  } catch {
    return undefined;
  }
}
