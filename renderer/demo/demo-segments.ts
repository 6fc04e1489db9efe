import { BehaviorSubject, combineLatest, map, type Observable } from 'rxjs';
import { ulid } from 'ulid';
import { everyLead } from '../../contract/lead-filter.ts';
import type { Segment } from '../../contract/segment.ts';
import type { AwayPeople, AwayView } from '../replica/desk/segment-view.ts';
import type { Desk } from '../replica/desk.ts';
import { type Known, leadRows, rowsMatching } from './demo-rows.ts';

type Segments = Pick<Desk, 'segments$' | 'away$' | 'saveSegment' | 'deleteSegment' | 'restoreSegment' | 'dismissAway'>;

const hoursAwayMs = 3 * 3_600_000;

/** Two saved segments, and, where asked for, what happened to them in three hours without a server. */
export function demoSegments(known$: Observable<Known>, first: Known, by: string, now: () => number, away: boolean): Segments {
  const made = (name: string, filter: Segment['filter']): Segment => ({ id: ulid(now()), name, filter, by, at: now() });
  const saved = [
    made('답을 기다리는 관심 고객', { ...everyLead, statuses: ['interested'] }),
    made('담당자 없는 신규', { ...everyLead, statuses: ['new'], assignees: [null] }),
  ];
  const segments$ = new BehaviorSubject<readonly Segment[]>(saved);
  const away$ = new BehaviorSubject<AwayView | undefined>(away ? awayOf(first, saved, now()) : undefined);
  const put = (segment: Segment) => segments$.next([...segments$.value.filter(({ id }) => id !== segment.id), segment]);

  return {
    segments$: () =>
      combineLatest([known$, segments$]).pipe(
        map(([known, all]) => {
          const rows = leadRows(known);
          return all
            .map((segment) => ({ ...segment, count: rowsMatching(rows, segment.filter).length }))
            .sort((a, b) => (a.name < b.name ? -1 : 1));
        }),
      ),
    away$: () => away$,
    async saveSegment({ segmentId = ulid(now()), name, filter }) {
      const old = segments$.value.find(({ id }) => id === segmentId);
      put({ id: segmentId, name: name ?? old?.name ?? '', filter: filter ?? old?.filter ?? everyLead, by, at: now() });
      return { segmentId };
    },
    async deleteSegment(segmentId) {
      const segment = segments$.value.find(({ id }) => id === segmentId) ?? made('', everyLead);
      segments$.next(segments$.value.filter(({ id }) => id !== segmentId));
      return { segment, undoes: ulid(now()) };
    },
    restoreSegment: async ({ segment }) => put(segment),
    dismissAway: async () => away$.next(undefined),
  };
}

function awayOf(known: Known, segments: readonly Segment[], now: number): AwayView {
  const rows = leadRows(known);
  const people = (some: ReturnType<typeof rowsMatching>): AwayPeople => ({
    count: some.length,
    people: some.slice(0, 9).map(({ id, name, userId, productName, productId }) => ({
      leadId: id,
      user: name ?? userId,
      product: productName ?? productId,
      gone: false,
    })),
  });
  return {
    periods: [{ since: now - hoursAwayMs, until: now }],
    segments: segments.map(({ id, name, filter }, index) => {
      const found = rowsMatching(rows, filter);
      return { segmentId: id, name, entered: people(found.slice(0, 12 - 8 * index)), left: people(index === 0 ? found.slice(12, 15) : []) };
    }),
  };
}
