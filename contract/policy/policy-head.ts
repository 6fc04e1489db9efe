import { MemberName, Ulid } from '../identifier.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/** Of every policy that people set: `version` counts up from 1, also when an older one is brought back. */
export const policyHead = {
  version: z.int().positive(),
  /** Who set it, when, and by which command. */
  by: MemberName,
  at: EpochMs,
  commandId: Ulid,
};
