import { Hash } from '../identifier.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

const Count = z.int().nonnegative();
const ByClass = z.strictObject({ approve: Count, refuse: Count });

/** The classifier of requests that the shop's own people have taught, and what it was learned from. Written by the server alone. */
export const ClassifierCard = z.strictObject({
  id: z.literal('classifier'),
  /** Counts up from 1 with every file. */
  version: z.int().positive(),
  /** SHA-256 of the file's bytes: its name at `GET /v1/models/{hash}`. */
  hash: Hash,
  bytes: z.int().positive(),
  madeAt: EpochMs,
  /** Requests that people had approved and refused by then. */
  decided: ByClass,
  /** Those of them whose text was still kept. */
  learnedFrom: ByClass,
});
export type ClassifierCard = z.infer<typeof ClassifierCard>;
