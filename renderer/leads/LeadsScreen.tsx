import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { ulid } from 'ulid';
import { type RowWindow, sameWindow, windowAround } from '../parts/row-window.ts';
import { useSteady } from '../parts/use-steady.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import { FacetPanel } from './FacetPanel.tsx';
import { FilterChips } from './FilterChips.tsx';
import { LeadList } from './LeadList.tsx';
import { LeadsHeader } from './LeadsHeader.tsx';
import styles from './leads-screen.module.css';
import { SegmentBar } from './segments/SegmentBar.tsx';

/** Below this the filters are a press away instead of beside the table. */
const roomForFilters = '(min-width: 1360px)';
const firstRows = 40;

type Props = Readonly<{ desk: Desk /** Names a new note. */; newId?: () => string }>;

/** Finding leads and changing them: everything comes from the replica, so all of it works offline. */
export function LeadsScreen({ desk, newId = ulid }: Props) {
  const filter = useUiStore((state) => state.filter);
  const sort = useUiStore((state) => state.sort);
  const narrow = useUiStore((state) => state.narrow);
  const clear = useUiStore((state) => state.clear);
  const roomy = useMediaQuery(roomForFilters, true, { getInitialValueInEffect: false });
  const [toggled, setToggled] = useState<boolean>();
  const [rows, seen] = useRowWindow();
  const list = useRef<HTMLDivElement>(null);
  const answered = useStream(useMemo(() => desk.leads$({ filter, sort, ...rows }), [desk, filter, sort, rows]));
  const page = useDeferredValue(answered); // drawn in slices, so that forty new rows never hold up the next letter
  const filtersOpen = toggled ?? roomy;
  const toggleFilters = useSteady(() => setToggled(!filtersOpen));
  const toRows = useCallback(() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), []);

  return (
    <div className={styles.screen}>
      <LeadsHeader total={page?.total} all={page?.all} filtersOpen={filtersOpen} onFilters={toggleFilters} onLeave={toRows} />
      <SegmentBar desk={desk} filter={filter} />
      <FilterChips filter={filter} facets={page?.facets} onNarrow={narrow} onClear={clear} />
      <div className={styles.body}>
        {filtersOpen && page && <FacetPanel filter={filter} facets={page.facets} all={page.all} onNarrow={narrow} />}
        <div ref={list} className={styles.list} data-alone={!filtersOpen || undefined}>
          <LeadList desk={desk} page={page} newId={newId} onSeen={seen} />
        </div>
      </div>
    </div>
  );
}

/** The rows asked for, as the table scrolls. */
function useRowWindow(): readonly [RowWindow, (first: number, last: number) => void] {
  const [rows, setRows] = useState(() => windowAround(0, firstRows));
  const seen = useCallback((first: number, last: number) => {
    const next = windowAround(first, last);
    setRows((now) => (sameWindow(now, next) ? now : next));
  }, []);
  return [rows, seen];
}
