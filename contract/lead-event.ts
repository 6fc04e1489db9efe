import { Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** One chat event of a lead's full story; `message` is absent for a search and once it was erased. */
export const LeadEvent = z.strictObject({
  factId: z.string(),
  at: EpochMs,
  kind: z.enum(['searched', 'questioned', 'requested']),
  message: Text.optional(),
});
export type LeadEvent = z.infer<typeof LeadEvent>;

/** `GET /v1/leads/{id}/events`: newest first. */
export const LeadEvents = z.strictObject({ events: z.array(LeadEvent) });
export type LeadEvents = z.infer<typeof LeadEvents>;
