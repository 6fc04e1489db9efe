import { Ulid } from '../identifier.ts';
import { LeadFilter } from '../lead-filter.ts';
import { Label } from '../text.ts';
import { z } from '../zod.ts';

/** More values than anybody ticks; a filter is replicated to every desk and evaluated on each. */
const mostValues = 500;

const SavedFilter = LeadFilter.refine(
  ({ products, statuses, assignees, tags }) => products.length + statuses.length + assignees.length + tags.length <= mostValues,
  `at most ${mostValues} values`,
);

/**
 * Makes a segment, renames it or changes its filter: `from` is what the marketer saw, absent where she makes it. Name and filter
 * conflict each by itself. With both and no `from` it is made, also one that was deleted: undoing a deletion is saying all of it again.
 */
export const SaveSegment = z
  .strictObject({
    kind: z.literal('saveSegment'),
    segmentId: Ulid,
    name: z.strictObject({ from: Label.optional(), to: Label }).optional(),
    filter: z.strictObject({ from: LeadFilter.optional(), to: SavedFilter }).optional(),
    /** The deletion that this takes back. */
    undoes: Ulid.optional(),
  })
  .refine(({ name, filter }) => name !== undefined || filter !== undefined, 'a name or a filter');
export type SaveSegment = z.infer<typeof SaveSegment>;
