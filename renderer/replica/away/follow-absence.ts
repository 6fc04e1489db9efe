import { BehaviorSubject, type Observable } from 'rxjs';
import type { LeadFilter } from '../../../contract/lead-filter.ts';
import type { Segment } from '../../../contract/segment.ts';
import { compareMembership, mergeMembership } from '../../../domain/segmenting/compare-membership.ts';
import { sameFilter } from '../../../domain/segmenting/same-filter.ts';
import type { AwayNote, AwayNotes, SegmentChange } from './away-notes.ts';

/** Shorter than this nobody notices: a tunnel, a restart, a lid closed on the way to a meeting room. */
export const absenceMs = 5 * 60_000;

export type AwayReport = NonNullable<AwayNote['report']>;

/**
 * Tells who entered and who left each saved segment while the desk was out of step:
 *
 *   in step --5 minutes out of it, about to pull--> who is in is kept --in step again--> compared --somebody has looked--> in step
 *
 * Who is in is kept as the marketer saw it, her own waiting edits included, in the last moment before anything new is stored, and written
 * down first: a kill at any time compares later, with more, and never less. What nobody has looked at is merged with the next.
 */
export interface Absence {
  /** Resolves when a pull may store what it finds. */
  beforePull(): Promise<void>;
  inStep(): void;
  readonly report$: Observable<AwayReport | undefined>;
  /** Somebody has looked. */
  dismiss(): Promise<void>;
}

type Needs = Readonly<{
  notes: AwayNotes;
  segments: () => readonly Segment[];
  membersOf: (filter: LeadFilter) => readonly string[];
  /** When the desk was last in step, epoch ms. */
  syncedAt: () => number | undefined;
  now: () => number;
  background: (work: Promise<unknown>) => void;
}>;

export async function followAbsence({ notes, segments, membersOf, syncedAt, now, background }: Needs): Promise<Absence> {
  let note = await notes.read();
  const report$ = new BehaviorSubject(note.report);
  let keeping: Promise<void> = Promise.resolve();

  const write = (next: AwayNote): Promise<void> => {
    note = next;
    report$.next(next.report);
    return notes.write(next);
  };

  const isDue = (): boolean => {
    const since = syncedAt();
    return !note.before && since !== undefined && now() - since >= absenceMs;
  };

  const keep = (since: number): Promise<void> => {
    const members = segments().map(({ id, filter }) => ({ segmentId: id, filter, ids: membersOf(filter).join(' ') }));
    if (members.length === 0) return Promise.resolve();
    const kept = write({ ...note, before: { since, members } });
    background(kept);
    return kept.catch(() => undefined); // said by `background`; what is in memory is compared all the same
  };

  return {
    beforePull: () => {
      if (isDue()) keeping = keep(syncedAt() ?? now());
      return keeping;
    },
    inStep: () => {
      const { before, report } = note;
      if (!before) return;
      const changes = changesOf(before.members, segments(), membersOf);
      const next = changes.some(hasNews) ? merged(report, { since: before.since, until: now() }, changes) : report;
      background(write(next ? { report: next } : {}));
    },
    report$: report$.asObservable(),
    dismiss: () => {
      const { report: _seen, ...rest } = note;
      return write(rest);
    },
  };
}

/** Segments that are there before and after; a new one was nobody's yet. */
function changesOf(
  before: NonNullable<AwayNote['before']>['members'],
  segments: readonly Segment[],
  membersOf: (filter: LeadFilter) => readonly string[],
): readonly SegmentChange[] {
  const now = new Map(segments.map((segment) => [segment.id, segment.filter]));
  return before.flatMap(({ segmentId, filter, ids }): readonly SegmentChange[] => {
    const current = now.get(segmentId);
    if (!current) return [];
    if (!sameFilter(filter, current)) return [{ segmentId, entered: [], left: [], filterChanged: true }];
    const { entered, left } = compareMembership(ids.split(' ').filter(Boolean), membersOf(current));
    return [{ segmentId, entered: [...entered], left: [...left] }];
  });
}

const hasNews = ({ entered, left, filterChanged }: SegmentChange): boolean => entered.length + left.length > 0 || filterChanged === true;

/** A filter that was changed in one of the absences leaves nothing to compare in any. */
function merged(before: AwayReport | undefined, period: AwayReport['periods'][number], changes: readonly SegmentChange[]): AwayReport {
  const known = new Map(before?.changes.map((change) => [change.segmentId, change]));
  for (const change of changes) known.set(change.segmentId, mergedChange(known.get(change.segmentId), change));
  return { periods: [...(before?.periods ?? []), period], changes: [...known.values()].filter(hasNews) };
}

function mergedChange(before: SegmentChange | undefined, change: SegmentChange): SegmentChange {
  if (!before || change.filterChanged) return change;
  if (before.filterChanged) return before;
  const { entered, left } = mergeMembership(before, change);
  return { segmentId: change.segmentId, entered: [...entered], left: [...left] };
}
