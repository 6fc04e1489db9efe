import { DownKind } from './down-message.ts';
import { Hash } from './identifier.ts';
import { Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** What the chat client was told of its event; `acknowledgedAt` absent while it waits. Kept for seven days after that. */
export const LeadAnswer = z.strictObject({
  id: Hash,
  kind: DownKind,
  acknowledgedAt: EpochMs.optional(),
});
export type LeadAnswer = z.infer<typeof LeadAnswer>;

/** One chat event of a lead's full story; `message` is absent for a search and once it was erased. */
export const LeadEvent = z.strictObject({
  factId: z.string(),
  at: EpochMs,
  kind: z.enum(['searched', 'questioned', 'requested']),
  message: Text.optional(),
  /** Of a request: what was sent of its decisions, the oldest first. */
  answers: z.array(LeadAnswer).optional(),
});
export type LeadEvent = z.infer<typeof LeadEvent>;

/** `GET /v1/leads/{id}/events`: newest first. */
export const LeadEvents = z.strictObject({ events: z.array(LeadEvent) });
export type LeadEvents = z.infer<typeof LeadEvents>;
