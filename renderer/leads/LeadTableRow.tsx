import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../replica/desk.ts';
import type { leadFeatures } from './lead-columns.tsx';
import styles from './lead-table.module.css';

/** The header is the first row of the grid, as ARIA counts. */
const headRows = 1;

/** What `aria-activedescendant` points to. */
export const rowDomId = (index: number): string => `lead-row-${index}`;

type Props = Readonly<{
  row: Row<typeof leadFeatures, LeadRow>;
  /** Zero-based among all that match; presses on the row are read off it by the table. */
  index: number;
  topPx: number;
  selected: boolean;
  active: boolean;
}>;

function TableRow({ row, index, topPx, selected, active }: Props) {
  const { t } = useTranslation('leads');
  const lead = row.original;
  const label = t('row.select', { user: lead.name ?? lead.userId, product: lead.productName ?? lead.productId });

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
      <td className={styles.tick} data-tick>
        <input type="checkbox" tabIndex={-1} aria-label={label} checked={selected} readOnly />
      </td>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={styles.cell} data-numeric={cell.column.columnDef.meta?.numeric || undefined}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when what it shows has changed: a page that arrives while scrolling brings equal rows as new objects. */
export const LeadTableRow = memo(
  TableRow,
  (before, after) =>
    before.index === after.index &&
    before.topPx === after.topPx &&
    before.selected === after.selected &&
    before.active === after.active &&
    sameLead(before.row.original, after.row.original),
);

function sameLead(a: LeadRow, b: LeadRow): boolean {
  if (a === b) return true;
  const { tags: tagsA, ...restA } = a;
  const { tags: tagsB, ...restB } = b;
  const keys = new Set([...Object.keys(restA), ...Object.keys(restB)]) as Set<keyof typeof restA>;
  return tagsA.join('\n') === tagsB.join('\n') && [...keys].every((key) => restA[key] === restB[key]);
}

/** A row whose window has not arrived yet. */
export function WaitingRow({ index, topPx }: { index: number; topPx: number }) {
  const { t } = useTranslation('leads');
  return (
    <tr
      className={styles.row}
      style={{ transform: `translateY(${topPx}px)` }}
      aria-rowindex={index + headRows + 1}
      aria-busy
      aria-label={t('row.loading')}
    >
      <td className={styles.tick} />
      <td>
        <span className={styles.waiting} />
      </td>
    </tr>
  );
}
