import { NEVER } from 'rxjs';
import { onTestFinished } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import { createApi } from '../api.ts';
import type { CommandStore } from '../command-store.ts';
import { type Sender, type SenderNeeds, startSender } from '../sending/send-commands.ts';
import { waitFor } from '../wait-for.ts';
import type { FakeServer } from './fake-server.ts';

const longestBackOffMs = 10;

const shortWaits: SenderNeeds['surroundings'] = {
  wait: (ms, signal) => waitFor(Math.min(ms, longestBackOffMs), signal),
  random: Math.random,
  now: () => someTime,
};

/** Sends from a store of commands until the test is over, with nothing held, always connected, and waits that are short. */
export function send(server: Pick<FakeServer, 'fetch'>, commands: CommandStore, change: Partial<SenderNeeds> = {}): Sender {
  const sender = startSender({
    commands,
    gate: { holds: () => false, opened$: NEVER },
    api: createApi({ fetch: server.fetch, wait: waitFor }),
    connection: { whenConnected: async () => undefined },
    surroundings: shortWaits,
    serverEpoch: () => undefined,
    ...change,
  });
  onTestFinished(sender.stop);
  return sender;
}

/** A server's answer to a whole request that it does not take. */
export const refusing = (code: string, status: number, headers = {}): Response =>
  new Response(JSON.stringify({ code }), { status, headers });
