import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpEvent } from '../../contract/up-event.ts';
import { z } from '../../contract/zod.ts';
import { readListeningFile } from '../../sync-server/credentials/listening-file.ts';
import type { Operation } from '../../sync-server/credentials/operation.ts';
import { startServerProcess } from '../crash/server-process.ts';
import { type MemberHttp, memberHttp } from '../simulate/member-http.ts';
import type { Account } from './machine.ts';

/** A shop of its own on the common server. */
export type HistoryShop = Readonly<{
  accountOf: (member: 'owner' | 'kim') => Account;
  member: MemberHttp;
  /** Resolves when the server has them. */
  say: (events: readonly UpEvent[]) => Promise<void>;
}>;

/** One real server that histories share, each with a workspace of its own; it dies now and then. */
export interface Ground {
  readonly httpPort: number;
  openShop(): Promise<HistoryShop>;
  /** `kill -9`, and a new start on the same ports. */
  crash(): Promise<void>;
  crashes(): number;
  close(): Promise<void>;
}

const Secret = z.looseObject({ secret: z.string() });
const retryMs = 50;
const attempts = 400;

export async function openGround(serverProgram: string): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'talklens-histories-'));
  let server = await startServerProcess({ program: serverProgram, dataDir });
  const { httpUrl, httpPort, mqttPort } = server;
  let crashes = 0;
  let shops = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const operate = async (operation: Operation): Promise<string> => {
    const token = readListeningFile(dataDir)?.operatorToken ?? '';
    const answer = await postJson(`${httpUrl}/v1/operation`, `Bearer ${token}`, operation);
    return Secret.parse(answer).secret;
  };

  /** Under a new name each time: what a lost answer has made is nobody's. */
  const makeShop = async (): Promise<HistoryShop> => {
    const workspace = `history-${++shops}`;
    const owner = await operate({ verb: 'addWorkspace', workspace });
    const kim = await operate({ verb: 'add', workspace, kind: 'member', name: 'kim' });
    const bot = await operate({ verb: 'add', workspace, kind: 'client', name: 'bot' });
    const asBot = `Basic ${Buffer.from(`${workspace}/bot:${bot}`).toString('base64')}`;
    return {
      accountOf: (member) => ({ url: httpUrl, workspace, member, token: member === 'owner' ? owner : kim }),
      member: memberHttp(httpUrl, owner),
      say: async (events) => void (await persistently(() => postJson(`${httpUrl}/v1/events`, asBot, events))),
    };
  };

  const restart = async () => {
    await server.kill();
    server = await startServerProcess({ program: serverProgram, dataDir, httpPort, mqttPort });
    crashes += 1;
  };

  return {
    httpPort,
    openShop: () => persistently(makeShop),
    crash: () => {
      turn = turn.then(restart);
      return turn as Promise<void>;
    },
    crashes: () => crashes,
    close: async () => {
      await turn;
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A server that has just been killed is there again soon. */
export async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

async function postJson(url: string, authorization: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
