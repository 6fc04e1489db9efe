import { expect } from 'vitest';
import type { DownMessage } from '../../contract/down-message.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { openChatClient } from '../simulate/chat-client.ts';
import { readFirstClient } from '../simulate/local-server.ts';
import type { Reached } from './simulator.ts';

const HEARS_WITHIN = { timeout: 20_000 };

/** A chat client on an MQTT socket of its own, which remembers what it was told; what comes twice has the same id, and is heard once. */
export type ChatLine = Readonly<{
  says: (event: UpEvent) => void;
  /** Everything so far, oldest first: the kind, and of what became of a request its type: `refused "0"`. */
  hears: (...messages: readonly string[]) => Promise<void>;
  close: () => Promise<void>;
}>;

export async function openChatLine({ dataDir, mqttPort }: Pick<Reached, 'dataDir' | 'mqttPort'>): Promise<ChatLine> {
  const heard = new Map<string, string>();
  const client = openChatClient(`mqtt://127.0.0.1:${mqttPort}`, await readFirstClient(dataDir), {
    onAcknowledged: () => {},
    onDown: (message) => heard.set(message.id, inShort(message)),
    onUnreadable: (topic) => heard.set(topic, `unreadable ${topic}`),
  });
  await client.ready;
  return {
    says: client.say,
    hears: (...messages) => expect.poll(() => [...heard.values()], HEARS_WITHIN).toEqual(messages),
    close: client.close,
  };
}

const inShort = (message: DownMessage): string => ('requestType' in message ? `${message.kind} "${message.requestType}"` : message.kind);
