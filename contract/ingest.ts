import { FailureCode } from './failure.ts';
import { z } from './zod.ts';

/** `POST /v1/events`: one event, or up to 1,000. Parsed one by one, so that a bad one does not stop the others. */
export const EventBatch = z.union([z.looseObject({}), z.array(z.unknown()).min(1).max(1_000)]);

/** What became of each item, in the order given. */
export const EventReceipt = z.strictObject({
  items: z.array(z.strictObject({ status: z.enum(['stored', 'duplicate', 'quarantined']), code: FailureCode.optional() })),
});
export type EventReceipt = z.infer<typeof EventReceipt>;
