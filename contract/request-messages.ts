import { EventId } from './identifier.ts';
import { Text } from './text.ts';
import { z } from './zod.ts';

/** `POST /v1/requests/messages`: what was said in these requests. */
export const RequestMessagesQuery = z.strictObject({ requests: z.array(EventId).min(1).max(1_000) });
export type RequestMessagesQuery = z.infer<typeof RequestMessagesQuery>;

/** Of those that are requests and whose message is still kept; in the order asked for. */
export const RequestMessages = z.strictObject({ messages: z.array(z.strictObject({ requestEventId: EventId, message: Text })) });
export type RequestMessages = z.infer<typeof RequestMessages>;
