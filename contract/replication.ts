import { z } from './zod.ts';

/** A client's place in the feed. `epoch` names the writer's life in which `seq` was given. */
export const Checkpoint = z.strictObject({ epoch: z.uuid(), seq: z.int().nonnegative() });
export type Checkpoint = z.infer<typeof Checkpoint>;

/** `GET /v1/replication/{collection}?after=&epoch=&limit=`; no `after` starts from zero. */
export const PullQuery = z.strictObject({
  epoch: z.uuid().optional(),
  after: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
export type PullQuery = z.infer<typeof PullQuery>;

/** A document as pulled: its own fields and `_deleted`; a tombstone has only `id` beside it. The desk parses each by its collection's schema. */
export const PulledDocument = z.looseObject({ id: z.string(), _deleted: z.boolean() });
export type PulledDocument = z.infer<typeof PulledDocument>;

/** One page in `seq` order. A page shorter than `limit` is the end. */
export const PullPage = z.strictObject({ protocol: z.int(), documents: z.array(PulledDocument), checkpoint: Checkpoint });
export type PullPage = z.infer<typeof PullPage>;

/** The head of every collection, sent on connect and, for those that moved, as a poke. */
export const Heads = z.strictObject({
  protocol: z.int(),
  epoch: z.uuid(),
  heads: z.record(z.string(), z.int().nonnegative()),
  /** Chat events that are stored and not in any collection yet, where they are so many that one would notice; else absent. */
  lag: z.int().positive().optional(),
});
export type Heads = z.infer<typeof Heads>;
