import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { LeadSort } from '../../contract/lead-filter.ts';
import type { LeadRow } from '../replica/desk.ts';
import type { Language } from '../ui-state/preferences-slice.ts';
import { AssigneeCell } from './cells/AssigneeCell.tsx';
import { CountCell } from './cells/CountCell.tsx';
import { ProductCell } from './cells/ProductCell.tsx';
import { RequestsCell } from './cells/RequestsCell.tsx';
import { ScoreCell } from './cells/ScoreCell.tsx';
import { SeenCell } from './cells/SeenCell.tsx';
import { StatusBadge } from './cells/StatusBadge.tsx';
import { TagsCell } from './cells/TagsCell.tsx';
import { UserCell } from './cells/UserCell.tsx';

/**
 * `leastPx`: as narrow as it may get; headings are longer in English. `grow`: its share of the room left over. `numeric`: set
 * right. `sorts`: what its heading asks for.
 */
export type LeadColumnMeta = Readonly<{
  leastPx: Readonly<Record<Language, number>>;
  grow?: number;
  numeric?: boolean;
  sorts?: LeadSort['by'];
}>;

/** Sorting is the replica's; the table only knows which heading was pressed. */
export const leadFeatures = tableFeatures({ columnMeta: {} as LeadColumnMeta });

const { columns, display } = createColumnHelper<typeof leadFeatures, LeadRow>();

/** In the order they are read; ids are keys of `column.*` in the catalogue. */
export const leadColumns = columns([
  display({
    id: 'user',
    meta: { leastPx: { ko: 140, en: 120 }, grow: 5, sorts: 'user' },
    cell: ({ row }) => <UserCell lead={row.original} />,
  }),
  display({
    id: 'product',
    meta: { leastPx: { ko: 106, en: 86 }, grow: 4, sorts: 'product' },
    cell: ({ row }) => <ProductCell lead={row.original} />,
  }),
  display({
    id: 'score',
    meta: { leastPx: { ko: 70, en: 68 }, numeric: true, sorts: 'score' },
    cell: ({ row }) => <ScoreCell points={row.original.points} band={row.original.band} />,
  }),
  display({
    id: 'searches',
    meta: { leastPx: { ko: 50, en: 66 }, numeric: true, sorts: 'searches' },
    cell: ({ row }) => <CountCell count={row.original.searches} />,
  }),
  display({
    id: 'questions',
    meta: { leastPx: { ko: 50, en: 70 }, numeric: true, sorts: 'questions' },
    cell: ({ row }) => <CountCell count={row.original.questions} />,
  }),
  display({
    id: 'requests',
    meta: { leastPx: { ko: 52, en: 68 }, numeric: true, sorts: 'requests' },
    cell: ({ row }) => <RequestsCell requests={row.original.requests} waiting={row.original.waiting} />,
  }),
  display({
    id: 'refusals',
    meta: { leastPx: { ko: 50, en: 62 }, numeric: true, sorts: 'refusals' },
    cell: ({ row }) => <CountCell count={row.original.refusals} />,
  }),
  display({
    id: 'status',
    meta: { leastPx: { ko: 80, en: 96 }, sorts: 'status' },
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  display({
    id: 'assignee',
    meta: { leastPx: { ko: 84, en: 78 }, grow: 1 },
    cell: ({ row }) => <AssigneeCell name={row.original.marketerId} />,
  }),
  display({ id: 'tags', meta: { leastPx: { ko: 88, en: 58 }, grow: 2 }, cell: ({ row }) => <TagsCell tags={row.original.tags} /> }),
  display({
    id: 'lastSeen',
    meta: { leastPx: { ko: 84, en: 84 }, numeric: true, sorts: 'lastSeenAt' },
    cell: ({ row }) => <SeenCell lead={row.original} />,
  }),
]);

/** The tick box's column. */
const tickPx = 40;

/**
 * CSS `grid-template-columns` of every row, and the least width of the table, below which it scrolls sideways: in both languages
 * it fits the smallest window (1024 px) beside a scroll bar.
 */
export function leadGrid(language: Language): Readonly<{ columns: string; leastPx: number }> {
  const widths = leadColumns.map(({ meta }) => ({ px: meta?.leastPx[language] ?? 0, grow: meta?.grow }));
  return {
    columns: [`${tickPx}px`, ...widths.map(({ px, grow }) => (grow ? `minmax(${px}px, ${grow}fr)` : `${px}px`))].join(' '),
    leastPx: widths.reduce((sum, { px }) => sum + px, tickPx),
  };
}
