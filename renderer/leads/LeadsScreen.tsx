import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ulid } from 'ulid';
import { PageHeader } from '../parts/PageHeader.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import { FacetPanel } from './FacetPanel.tsx';
import { FilterChips } from './FilterChips.tsx';
import { isNarrowed } from './filter-chips.ts';
import { LeadList } from './LeadList.tsx';
import styles from './leads-screen.module.css';
import { type RowWindow, sameWindow, windowAround } from './row-window.ts';
import { SearchBox } from './SearchBox.tsx';
import { SegmentBar } from './segments/SegmentBar.tsx';

/** Below this the filters are a press away instead of beside the table. */
const roomForFilters = '(min-width: 1360px)';
const firstRows = 40;

type Props = Readonly<{ desk: Desk /** Names a new note. */; newId?: () => string }>;

/** Finding leads and changing them: everything comes from the replica, so all of it works offline. */
export function LeadsScreen({ desk, newId = ulid }: Props) {
  const { t } = useTranslation('leads');
  const { filter, sort, narrow, clear } = useUiStore();
  const roomy = useMediaQuery(roomForFilters, true, { getInitialValueInEffect: false });
  const [toggled, setToggled] = useState<boolean>();
  const [rows, seen] = useRowWindow();
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const answered = useStream(useMemo(() => desk.leads$({ filter, sort, ...rows }), [desk, filter, sort, rows]));
  const page = useDeferredValue(answered); // drawn in slices, so that forty new rows never hold up the next letter
  const status = useStream(desk.status$);
  const filtersOpen = toggled ?? roomy;

  return (
    <div className={styles.screen}>
      <PageHeader title={t('title')} detail={page && <Count total={page.total} all={page.all} narrowed={isNarrowed(filter)} />}>
        <SearchBox
          inputRef={search}
          text={filter.text}
          onText={(text) => narrow({ text })}
          onLeave={() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t(filtersOpen ? 'facets.hide' : 'facets.show')}
          aria-expanded={filtersOpen}
          onClick={() => setToggled(!filtersOpen)}
        >
          <IconAdjustmentsHorizontal size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </PageHeader>
      <SegmentBar desk={desk} filter={filter} />
      <FilterChips filter={filter} facets={page?.facets} onNarrow={narrow} onClear={clear} />
      <div className={styles.body}>
        {filtersOpen && page && <FacetPanel filter={filter} facets={page.facets} all={page.all} onNarrow={narrow} />}
        <div ref={list} className={styles.list} data-alone={!filtersOpen || undefined}>
          <LeadList desk={desk} page={page} filling={status?.connection === 'filling'} newId={newId} onSeen={seen} />
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

function Count({ total, all, narrowed }: Readonly<{ total: number; all: number; narrowed: boolean }>) {
  const { t } = useTranslation('leads');
  return <span aria-live="polite">{narrowed ? t('countOf', { count: total, all }) : t('count', { count: total })}</span>;
}
