import { EventId, Identifier } from './identifier.ts';
import { Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** `ad`: advertising by day; `night-ad`: the separate consent for 21:00-08:00 (정보통신망법 제50조 제3항). */
export const Purpose = z.enum(['ad', 'night-ad']);
export type Purpose = z.infer<typeof Purpose>;

export const Channel = z.enum(['kakao', 'sms']);
export type Channel = z.infer<typeof Channel>;

/** A consent given or withdrawn by a user; the newest by `at` counts, at equal `at` the withdrawal. */
export const Consented = z.strictObject({
  kind: z.literal('consented'),
  eventId: EventId,
  userId: Identifier,
  purpose: Purpose,
  channel: Channel,
  granted: z.boolean(),
  /** The words the user agreed to or refused with, kept as proof. */
  evidence: Text,
  occurredAt: EpochMs,
});
export type Consented = z.infer<typeof Consented>;
