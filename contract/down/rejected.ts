import { FailureCode } from '../failure.ts';
import { EventId, Hash } from '../identifier.ts';
import { z } from '../zod.ts';

/** The packet was put into quarantine and will not be learned from; `eventId` where one could be read. */
export const Rejected = z.strictObject({ kind: z.literal('rejected'), id: Hash, eventId: EventId.optional(), code: FailureCode });
export type Rejected = z.infer<typeof Rejected>;
