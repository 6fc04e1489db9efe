import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadSort } from '../../contract/lead-filter.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import { useUiStore } from '../ui-state/store.ts';
import { useRowWords } from './cells/row-words.ts';
import { LeadTableHead } from './LeadTableHead.tsx';
import { LeadTableRow, rowDomId, WaitingRow } from './LeadTableRow.tsx';
import { leadGrid } from './lead-columns.tsx';
import { countSelected, isSelected, type Selected } from './lead-selection.ts';
import styles from './lead-table.module.css';

/** Rows drawn beyond the edges, so that a flick shows no gap. */
const overscan = 8;

/** The header's height, under which the active row must not hide. */
const headPx = 36;

/** ARIA in HTML lets a table be a grid: rows and cells keep their meaning, and the arrow keys move within. */
const asGrid = (activeId: string | undefined) =>
  ({ role: 'grid', tabIndex: 0, 'aria-multiselectable': true, 'aria-activedescendant': activeId }) as const;

type Props = Readonly<{
  page: LeadPage;
  sort: LeadSort;
  /** Fixed for the table's life: the sum of heights is computed, not measured. */
  rowPx: number;
  selected: Selected;
  /** The row the keys act on. */
  active: number;
  onSort: (by: LeadSort['by']) => void;
  onTick: (index: number, extend: boolean) => void;
  onTickAll: () => void;
  onOpen: (index: number) => unknown;
  /** First and last row on the screen, whenever they change. */
  onSeen: (first: number, last: number) => void;
}>;

/**
 * One tab stop: the grid has the focus and points to its active row, because rows come and go while scrolling. Only rows on the
 * screen are in the page; one whose window has not arrived is drawn as waiting. A row belongs to its lead, so that one that comes in
 * at the top moves the others and draws none of them anew.
 */
export const LeadTable = memo(function LeadTable({
  page,
  sort,
  rowPx,
  selected,
  active,
  onSort,
  onTick,
  onTickAll,
  onOpen,
  onSeen,
}: Props) {
  const { t } = useTranslation('leads');
  const scroll = useRef<HTMLDivElement>(null);
  const words = useRowWords();
  const virtualizer = useVirtualizer({
    count: page.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan,
    scrollPaddingStart: headPx,
  });
  const items = virtualizer.getVirtualItems();
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };

  useEffect(() => onSeen(startIndex, endIndex), [onSeen, startIndex, endIndex]);
  useFollow(active, virtualizer);

  const language = useUiStore((state) => state.language);
  const grid = useMemo(() => leadGrid(language), [language]);
  const count = countSelected(selected, page.total);
  return (
    <div ref={scroll} className={styles.scroll}>
      <table
        {...asGrid(active < page.total ? rowDomId(active) : undefined)}
        {...presses(onTick, onOpen)}
        className={styles.table}
        style={{ minWidth: grid.leastPx, '--lead-columns': grid.columns } as CSSProperties}
        aria-label={t('table')}
        aria-rowcount={page.total + 1}
      >
        <LeadTableHead
          sort={sort}
          onSort={onSort}
          selected={count === 0 ? 'none' : count < page.total ? 'some' : 'all'}
          total={page.total}
          onTickAll={onTickAll}
        />
        <tbody className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const lead = page.rows[index - page.offset];
            if (!lead) return <WaitingRow key={index} index={index} topPx={start} label={t('row.loading')} />;
            return (
              <LeadTableRow
                key={lead.id}
                lead={lead}
                words={words}
                index={index}
                topPx={start}
                selected={isSelected(selected, lead.id)}
                active={index === active}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
});

/** Keeps the active row in sight when the keys move it; rows that arrive meanwhile never scroll the list. */
function useFollow(active: number, virtualizer: Virtualizer<HTMLDivElement, Element>): void {
  const followed = useRef(active);
  useEffect(() => {
    if (followed.current === active) return;
    followed.current = active;
    if (active === 0) virtualizer.scrollToOffset(0);
    else virtualizer.scrollToIndex(active);
  }, [virtualizer, active]);
}

/** The mouse's part; the keys are the list's (`use-lead-keys.ts`). A shift-press marks rows, not text. */
const presses = (onTick: Props['onTick'], onOpen: Props['onOpen']) => ({
  onClick: (event: MouseEvent) => press(event, onTick, onOpen),
  onMouseDown: (event: MouseEvent) => event.shiftKey && event.preventDefault(),
});

/** What a press on a row asks: its tick box or a held key selects, anything else opens. */
function press(event: MouseEvent, onTick: Props['onTick'], onOpen: Props['onOpen']): void {
  const target = event.target as HTMLElement;
  const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
  if (Number.isNaN(index)) return;
  const ticks = target.closest('[data-tick]') || event.shiftKey || event.ctrlKey || event.metaKey;
  if (ticks) onTick(index, event.shiftKey);
  else onOpen(index);
}
