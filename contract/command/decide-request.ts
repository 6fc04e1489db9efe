import { LeadId, Ulid } from '../identifier.ts';
import { RequestStanding } from '../request-standing.ts';
import { z } from '../zod.ts';

/**
 * A person's word on requests, 500 at most: it stands over every rule. Of one that took several commands, `batchId` names all of them, and an
 * `undo` of either is a decision again: each request stands as it stood before, unless somebody has decided since. `seen` is how the request stood for
 * whoever decides; a person's word that stands otherwise and that she had not seen is a conflict: this one wins, and that one stays in `activity`.
 */
export const DecideRequest = z.strictObject({
  kind: z.literal('decideRequest'),
  outcome: z.enum(['approve', 'refuse']),
  requests: z
    .array(z.strictObject({ leadId: LeadId, requestEventId: z.uuid(), seen: RequestStanding.optional() }))
    .min(1)
    .max(500)
    .refine((requests) => new Set(requests.map(({ requestEventId }) => requestEventId)).size === requests.length, 'each request once'),
  batchId: Ulid.optional(),
});
export type DecideRequest = z.infer<typeof DecideRequest>;
