import { z } from '../../../contract/zod.ts';
import type { ServerProcess } from '../../crash/server-process.ts';
import { seededRandom } from '../../simulate/random.ts';
import type { Keys } from './request-bytes.ts';

const patienceMs = 20_000;

const Stored = z.object({ items: z.tuple([z.object({ status: z.literal('stored') })]) });

/** What an honest client, a member and a probe ask, each on a connection of its own; throws where one is not answered as it should be. */
export async function checkHonestly({ httpUrl }: ServerProcess, keys: Keys, time: number): Promise<void> {
  const ask = async (path: string, authorization: string, body?: string): Promise<unknown> => {
    const headers = { authorization, connection: 'close', ...(body !== undefined && { 'content-type': 'application/json' }) };
    const how = body === undefined ? {} : { method: 'POST', body };
    const response = await fetch(`${httpUrl}${path}`, { ...how, headers, signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`an honest request to ${path} was answered ${response.status}`);
    return response.json();
  };
  const eventId = seededRandom('honest', time, process.pid).uuid();
  const event = { kind: 'searched', eventId, occurredAt: Date.now(), chatId: 'honest', userId: 'honest', productId: 'product-1' };

  Stored.parse(await ask('/v1/events', keys.client, JSON.stringify([event])));
  await ask('/v1/me', keys.member);
  await ask('/v1/replication/lead?limit=10', keys.member);
  await ask('/readyz', '');
}
