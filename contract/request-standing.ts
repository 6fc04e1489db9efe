import { LeadId } from './identifier.ts';
import { z } from './zod.ts';

/** How a request stands: undecided, approved or refused. Named after the count of the lead that holds it. */
export const RequestStanding = z.enum(['waiting', 'requests', 'refusals']);
export type RequestStanding = z.infer<typeof RequestStanding>;

/** A request that a person's act decided: how it stood, and how it stands. */
export const MovedRequest = z.strictObject({
  leadId: LeadId,
  requestEventId: z.string(),
  was: RequestStanding,
  is: RequestStanding,
});
export type MovedRequest = z.infer<typeof MovedRequest>;
