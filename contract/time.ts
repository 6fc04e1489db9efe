import { z } from './zod.ts';

/** Epoch milliseconds. */
export const EpochMs = z.int().nonnegative();
export type EpochMs = z.infer<typeof EpochMs>;

/** A day in Asia/Seoul, `YYYY-MM-DD`. */
export const KstDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export type KstDay = z.infer<typeof KstDay>;
