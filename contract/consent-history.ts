import { Channel, Purpose } from './consented.ts';
import { MemberName } from './identifier.ts';
import { Label, Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** What a line of the history says: what somebody agreed to or took back, kept, was told, their age, a purchase. */
const kinds = ['granted', 'withdrawn', 'kept', 'noticed', 'under14', 'guardianAgreed', 'notUnder14', 'purchased'] as const;

/** One fact about somebody's consents, as it is in the log: the proof of it. */
export const ConsentEntry = z.strictObject({
  factId: z.string(),
  /** Its place in the log, which no later fact changes. */
  position: z.int().positive(),
  did: z.enum(kinds),
  /** When it was said, and when the server heard of it. */
  at: EpochMs,
  receivedAt: EpochMs,
  /** Where from: the chat client that said it, the member who wrote it down, or the provider whose list named the number. */
  via: z.enum(['chat', 'member', 'provider']),
  by: MemberName,
  purpose: Purpose.optional(),
  channel: Channel.optional(),
  /** Of a notice: the fact whose result was told. Of a purchase: what was bought. */
  consentFactId: z.string().optional(),
  category: Label.optional(),
  /** The words that prove it; absent where there are none, and once they were erased. */
  evidence: Text.optional(),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

/** `GET /v1/people/{id}/consents`: newest in the log first; `isWhole` unless there is more than is shown. */
export const ConsentHistory = z.strictObject({ entries: z.array(ConsentEntry), isWhole: z.boolean() });
export type ConsentHistory = z.infer<typeof ConsentHistory>;
