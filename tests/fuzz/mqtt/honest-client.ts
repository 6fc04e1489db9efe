import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { type ChatClient, openChatClient } from '../../simulate/chat-client.ts';
import type { ClientCredential } from '../../simulate/credential.ts';

/** A client that does nothing wrong while others do. */
export type HonestClient = Readonly<{
  /** Says an event and resolves with how long its answer took; rejects where none came in time. */
  check: () => Promise<number>;
  close: () => Promise<void>;
}>;

/** How long an answer may take on a busy machine before it counts as not coming. */
const patienceMs = 30_000;

export async function openHonestClient(mqttUrl: string, credential: ClientCredential): Promise<HonestClient> {
  const waiting = new Map<string, () => void>();
  const client: ChatClient = openChatClient(mqttUrl, credential, {
    onAcknowledged: () => undefined,
    onDown: (message) => 'eventId' in message && waiting.get(message.eventId ?? '')?.(),
    onUnreadable: () => undefined,
  });
  await client.ready;
  return {
    check: async () => {
      const eventId = randomUUID();
      const saidAt = performance.now();
      const answered = new Promise<void>((resolve) => waiting.set(eventId, resolve));
      client.say({ kind: 'searched', eventId, occurredAt: Date.now(), chatId: '1', userId: 'honest', productId: 'product' });
      const served = await Promise.race([answered.then(() => true), after(patienceMs, false, { ref: false })]);
      waiting.delete(eventId);
      if (!served) throw new Error('an honest client was not answered');
      return performance.now() - saidAt;
    },
    close: client.close,
  };
}
