import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadSort } from '../../contract/lead-filter.ts';
import { type LeadColumnId, leadColumns } from './lead-columns.tsx';
import styles from './lead-table.module.css';

type Props = Readonly<{
  sort: LeadSort;
  onSort: (by: LeadSort['by']) => void;
  selected: 'none' | 'some' | 'all';
  total: number;
  onTickAll: () => void;
}>;

/** Stays at the top while the rows scroll. The tick box is for everything that matches, seen or not. */
export const LeadTableHead = memo(function LeadTableHead({ sort, onSort, selected, total, onTickAll }: Props) {
  const { t } = useTranslation('leads');

  return (
    <thead className={styles.head}>
      <tr className={styles.headRow} aria-rowindex={1}>
        <th className={styles.tick} scope="col" aria-label={t('column.select')}>
          <input
            type="checkbox"
            aria-label={t('bulk.selectMatching', { count: total })}
            checked={selected === 'all'}
            disabled={total === 0}
            ref={(box) => {
              if (box) box.indeterminate = selected === 'some';
            }}
            onChange={onTickAll}
          />
        </th>
        {leadColumns.map(({ id, sorts, numeric }) => (
          <ColumnHead key={id} id={id} by={sorts} numeric={numeric} sort={sort} covered={selected !== 'none'} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
});

type HeadProps = Readonly<{
  id: LeadColumnId;
  by: LeadSort['by'] | undefined;
  numeric: true | undefined;
  sort: LeadSort;
  /** The bulk bar lies over it: read aloud still, but no place for the focus to hide. */
  covered: boolean;
  onSort: Props['onSort'];
}>;

function ColumnHead({ id, by, numeric, sort, covered, onSort }: HeadProps) {
  const { t } = useTranslation('leads');
  const name = t(`column.${id}`);
  if (!by)
    return (
      <th className={styles.columnHead} scope="col">
        <span className={styles.plainHead}>{name}</span>
      </th>
    );

  const sorted = sort.by === by ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none';
  const Arrow = sorted === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th className={styles.columnHead} scope="col" aria-sort={sorted} data-numeric={numeric}>
      <button
        type="button"
        className={styles.sort}
        tabIndex={covered ? -1 : 0}
        title={t('sortBy', { column: name })}
        onClick={() => onSort(by)}
      >
        {name}
        <Arrow className={styles.arrow} aria-hidden />
      </button>
    </th>
  );
}
