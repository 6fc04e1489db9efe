import { EventId, Identifier } from './identifier.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** Digits with an optional leading `+`, spaces and hyphens: a phone number as people write it. */
export const Phone = z.string().regex(/^\+?[0-9][0-9 -]{6,19}$/);

/** Who a user is. What is left out stays as it was said before. */
export const Identified = z.strictObject({
  kind: z.literal('identified'),
  eventId: EventId,
  userId: Identifier,
  name: Label.optional(),
  phone: Phone.optional(),
  kakaoUuid: Identifier.optional(),
  occurredAt: EpochMs,
});
export type Identified = z.infer<typeof Identified>;
