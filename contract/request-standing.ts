import { LeadId, MemberName } from './identifier.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** How a request stands: undecided, approved or refused. Named after the count of the lead that holds it. */
export const RequestStanding = z.enum(['waiting', 'requests', 'refusals']);
export type RequestStanding = z.infer<typeof RequestStanding>;

/** A request that an act decided: how it stood, and how it stands. */
export const MovedRequest = z.strictObject({
  leadId: LeadId,
  requestEventId: z.string(),
  was: RequestStanding,
  is: RequestStanding,
  /** It stood by a person's word, which no rule overrides; absent where it stood by a rule's. */
  wasWord: z.literal(true).optional(),
  /** It stands by one. */
  word: z.literal(true).optional(),
  /** Whose word it replaced, and when that was given, without whoever did it having seen it. */
  overwrote: z.strictObject({ by: MemberName, at: EpochMs }).optional(),
});
export type MovedRequest = z.infer<typeof MovedRequest>;
