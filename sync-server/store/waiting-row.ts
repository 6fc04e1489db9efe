import type { DownMessage } from '../../contract/down-message.ts';
import type { WaitingRow } from './port/outbox.ts';

/** A row as both adapters store it; `messages` is the text of a canonical JSON array. */
export type StoredRow = Readonly<{ id: number; client: string; messages: string }>;

/** Parses nothing: the hand-over over MQTT, through which most rows go, sends the text itself. */
export const toWaitingRow = ({ id, client, messages: json }: StoredRow): WaitingRow => ({
  id,
  client,
  json,
  get messages() {
    return JSON.parse(json) as DownMessage[];
  },
});
