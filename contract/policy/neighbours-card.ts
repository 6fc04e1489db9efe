import { Hash } from '../identifier.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

const Count = z.int().nonnegative();

/** The neighbour file that recommendations are made from, and what it was learned from. Written by the server alone. */
export const NeighboursCard = z.strictObject({
  id: z.literal('neighbours'),
  /** Counts up from 1 with every file. */
  version: z.int().positive(),
  /** SHA-256 of the file's bytes: its name at `GET /v1/models/{hash}`. */
  hash: Hash,
  bytes: z.int().positive(),
  madeAt: EpochMs,
  /** Who showed interest in at least one product, in how many products, and how many pairs of products the same people asked about. */
  learnedFrom: z.strictObject({ people: Count, products: Count, pairs: Count }),
});
export type NeighboursCard = z.infer<typeof NeighboursCard>;
