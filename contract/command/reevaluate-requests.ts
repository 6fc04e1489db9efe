import { LeadId, Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/**
 * Puts requests, 500 at most, to the rules of the newest policy again. Each that comes out otherwise is decided anew, by the rule that says so, and its chat
 * is told; what a person has decided stands. Of one that took several commands, `batchId` names all of them; an `undo` takes back what still stands by it.
 */
export const ReevaluateRequests = z.strictObject({
  kind: z.literal('reevaluateRequests'),
  requests: z
    .array(z.strictObject({ leadId: LeadId, requestEventId: z.uuid() }))
    .min(1)
    .max(500)
    .refine((requests) => new Set(requests.map(({ requestEventId }) => requestEventId)).size === requests.length, 'each request once'),
  batchId: Ulid.optional(),
});
export type ReevaluateRequests = z.infer<typeof ReevaluateRequests>;
