import { EventId, Identifier } from './identifier.ts';
import { Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

const said = {
  eventId: EventId,
  chatId: Identifier,
  userId: Identifier,
  productId: Identifier,
  /** The client's clock. Only its clamp, `at`, is folded (I12). */
  occurredAt: EpochMs,
};

/**
 * One thing a user did in a chat, as published on `talklens/v1/{workspace}/{client}/up/{kind}`.
 * `kind` is put in by the door, from the topic; over HTTP it is beside the body.
 */
export const ChatEvent = z.discriminatedUnion('kind', [
  z.strictObject({ ...said, kind: z.literal('searched') }),
  z.strictObject({ ...said, kind: z.literal('questioned'), message: Text }),
  z.strictObject({ ...said, kind: z.literal('requested'), message: Text }),
]);
export type ChatEvent = z.infer<typeof ChatEvent>;
