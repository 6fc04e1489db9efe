import { MemberName, Ulid } from './identifier.ts';
import { LeadFilter } from './lead-filter.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** Collection `segment`: a named filter, of the whole workspace. Names need not differ; `by` and `at` tell who saved it last. */
export const Segment = z.strictObject({ id: Ulid, name: Label, filter: LeadFilter, by: MemberName, at: EpochMs });
export type Segment = z.infer<typeof Segment>;
