import { z } from '../../contract/zod.ts';
import { ClientCredential } from '../simulate/credential.ts';

/** What the crash test tells its publisher process. `finish`: nothing new, but what was said until it is acknowledged and answered. */
export const ToPublisher = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    mqttUrl: z.string(),
    credentials: z.array(ClientCredential),
    seed: z.string(),
    startedAt: z.int(),
    users: z.int(),
    rate: z.number(),
    folder: z.string(),
  }),
  z.strictObject({ kind: z.literal('finish') }),
]);
export type ToPublisher = z.infer<typeof ToPublisher>;
export type PublisherStart = Extract<ToPublisher, { kind: 'start' }>;

/** What the publisher process tells: how far it is, and that it is done. `open` = said and not acknowledged. */
export const FromPublisher = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), said: z.int(), acknowledged: z.int(), open: z.int() }),
  z.strictObject({ kind: z.literal('finished'), open: z.int(), unanswered: z.int() }),
]);
export type FromPublisher = z.infer<typeof FromPublisher>;
