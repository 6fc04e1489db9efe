import type { LeadFilter } from '../../../contract/lead-filter.ts';
import type { Segment } from '../../../contract/segment.ts';

export type SegmentView = Segment & Readonly<{ /** Leads in it now. */ count: number }>;

/** What is saved of a segment; without `segmentId` a new one, which needs a name and a filter. */
export type SegmentChange = Readonly<{ segmentId?: string; name?: string; filter?: LeadFilter }>;

/** A segment that was deleted, as bringing it back names it. */
export type DeletedSegment = Readonly<{ segment: Segment; undoes: string }>;

/** Leads that entered or left; the first of them by name. `gone`: there is no such lead any more. */
export type AwayPeople = Readonly<{
  count: number;
  people: readonly Readonly<{ leadId: string; user: string; product: string; gone: boolean }>[];
}>;

/** Who entered and who left each saved segment while the desk was out of step with the server; segments without news are left out. */
export type AwayView = Readonly<{
  periods: readonly Readonly<{ since: number; until: number }>[];
  segments: readonly Readonly<{
    segmentId: string;
    name: string;
    entered: AwayPeople;
    left: AwayPeople;
    /** Somebody gave it another filter meanwhile: it is not compared. */
    filterChanged?: boolean;
  }>[];
}>;
