import { LeadId } from '../identifier.ts';
import { z } from '../zod.ts';

/** A person's word on a request: overrides every rule. */
export const DecideRequest = z.strictObject({
  kind: z.literal('decideRequest'),
  leadId: LeadId,
  requestEventId: z.uuid(),
  outcome: z.enum(['approve', 'refuse']),
});
export type DecideRequest = z.infer<typeof DecideRequest>;
