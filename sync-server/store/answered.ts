import type { DownMessage } from '../../contract/down-message.ts';

/** An event that came again: whose it is and where the first one stands. */
export type Repeated = Readonly<{ client: string; eventId: string; position: number }>;

/** The messages of one outbox row by the event that each answers. */
export const answersByEvent = (messages: readonly DownMessage[]): ReadonlyMap<string, DownMessage> =>
  new Map(messages.flatMap((message) => ('eventId' in message && message.eventId ? [[message.eventId, message] as const] : [])));
