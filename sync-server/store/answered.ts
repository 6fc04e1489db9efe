import type { DownMessage } from '../../contract/down-message.ts';
import type { GivenAnswer } from './port/outbox.ts';

/** An event that was answered: whose it is and where it (of one that came again, the first) stands. */
export type Repeated = Readonly<{ client: string; eventId: string; position: number }>;

/** The messages of one outbox row by the event that each answers. */
export const answersByEvent = (messages: readonly DownMessage[]): ReadonlyMap<string, DownMessage> =>
  new Map(messages.flatMap((message) => ('eventId' in message && message.eventId ? [[message.eventId, message] as const] : [])));

type StoredAnswers = Readonly<{ messages: string; doneAt?: number | null | undefined }>;

/** The one answer to an event among those of each row. */
export const givenIn = (rows: readonly StoredAnswers[], eventId: string): readonly GivenAnswer[] =>
  rows.flatMap(({ messages, doneAt }) => {
    const message = answersByEvent(JSON.parse(messages) as DownMessage[]).get(eventId);
    return message ? [{ message, ...(typeof doneAt === 'number' && { doneAt }) }] : [];
  });
