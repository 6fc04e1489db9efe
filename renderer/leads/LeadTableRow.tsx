import { memo } from 'react';
import type { LeadRow } from '../replica/desk/lead-view.ts';
import type { RowWords } from './cells/row-words.ts';
import { leadColumns } from './lead-columns.tsx';
import styles from './lead-table.module.css';

/** The header is the first row of the grid, as ARIA counts. */
const headRows = 1;

/** What `aria-activedescendant` points to. */
export const rowDomId = (index: number): string => `lead-row-${index}`;

type Props = Readonly<{
  /** The same object for as long as it is equal: it alone says whether the cells are drawn anew. */
  lead: LeadRow;
  words: RowWords;
  /** Zero-based among all that match; presses on the row are read off it by the table. */
  index: number;
  topPx: number;
  selected: boolean;
  active: boolean;
}>;

/** Where a lead stands. A row that moves because others came or went takes its cells with it as they are. */
export const LeadTableRow = memo(function LeadTableRow({ lead, words, index, topPx, selected, active }: Props) {
  return (
    <tr
      id={rowDomId(index)}
      className={styles.row}
      style={{ transform: `translateY(${topPx}px)` }}
      aria-rowindex={index + headRows + 1}
      aria-selected={selected}
      data-index={index}
      data-active={active || undefined}
    >
      <TickBox lead={lead} words={words} selected={selected} />
      <LeadCells lead={lead} words={words} />
    </tr>
  );
});

const TickBox = memo(function TickBox({ lead, words, selected }: Pick<Props, 'lead' | 'words' | 'selected'>) {
  const label = words.select(lead.name ?? lead.userId, lead.productName ?? lead.productId);
  return (
    <td className={styles.tick} data-tick>
      <input type="checkbox" tabIndex={-1} aria-label={label} checked={selected} readOnly />
    </td>
  );
});

const LeadCells = memo(function LeadCells({ lead, words }: Pick<Props, 'lead' | 'words'>) {
  return leadColumns.map(({ id, numeric, cell }) => (
    <td key={id} className={styles.cell} data-numeric={numeric}>
      {cell(lead, words)}
    </td>
  ));
});

/** A row whose window has not arrived yet. */
export function WaitingRow({ index, topPx, label }: Readonly<{ index: number; topPx: number; label: string }>) {
  return (
    <tr
      className={styles.row}
      style={{ transform: `translateY(${topPx}px)` }}
      aria-rowindex={index + headRows + 1}
      aria-busy
      aria-label={label}
    >
      <td className={styles.tick} />
      <td>
        <span className={styles.waiting} />
      </td>
    </tr>
  );
}
