import { MemberName } from './identifier.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** Collection `member`: who may be assigned leads. `system` is the server itself. */
export const Member = z.strictObject({ id: MemberName, addedAt: EpochMs });
export type Member = z.infer<typeof Member>;
