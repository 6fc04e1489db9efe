import { Hash, Identifier } from '../identifier.ts';
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
  /** Who showed interest, in how many products, and how many times one product speaks for another in the file. */
  learnedFrom: z.strictObject({ people: Count, products: Count, links: Count }),
  /** What was asked about most of late, when the file was made: for whoever has nothing in common with anybody. The most popular first. */
  popular: z.array(z.strictObject({ productId: Identifier, weight: z.int().positive() })).max(200),
});
export type NeighboursCard = z.infer<typeof NeighboursCard>;
