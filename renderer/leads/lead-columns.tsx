import type { ReactNode } from 'react';
import type { LeadSort } from '../../contract/lead-filter.ts';
import type { LeadRow } from '../replica/desk/lead-view.ts';
import type { Language } from '../ui-state/preferences-slice.ts';
import { AssigneeCell } from './cells/AssigneeCell.tsx';
import { CountCell } from './cells/CountCell.tsx';
import { ProductCell } from './cells/ProductCell.tsx';
import { RequestsCell } from './cells/RequestsCell.tsx';
import type { RowWords } from './cells/row-words.ts';
import { ScoreCell } from './cells/ScoreCell.tsx';
import { SeenCell } from './cells/SeenCell.tsx';
import { StatusBadge } from './cells/StatusBadge.tsx';
import { TagsCell } from './cells/TagsCell.tsx';
import { UserCell } from './cells/UserCell.tsx';

/** Keys of `column.*` in the catalogue. */
export type LeadColumnId =
  | 'user'
  | 'product'
  | 'score'
  | 'searches'
  | 'questions'
  | 'requests'
  | 'refusals'
  | 'status'
  | 'assignee'
  | 'tags'
  | 'lastSeen';

export type LeadColumn = Readonly<{
  id: LeadColumnId;
  /** As narrow as it may get; headings are longer in English. */
  leastPx: Readonly<Record<Language, number>>;
  /** Its share of the room left over. */
  grow?: number;
  /** Set right. */
  numeric?: true;
  /** What its heading asks for: sorting is the replica's. */
  sorts?: LeadSort['by'];
  cell: (lead: LeadRow, words: RowWords) => ReactNode;
}>;

/** In the order they are read. */
export const leadColumns: readonly LeadColumn[] = [
  {
    ...{ id: 'user', leastPx: { ko: 140, en: 120 }, grow: 5, sorts: 'user' },
    cell: (lead, words) => <UserCell lead={lead} words={words} />,
  },
  {
    ...{ id: 'product', leastPx: { ko: 106, en: 86 }, grow: 4, sorts: 'product' },
    cell: (lead) => <ProductCell lead={lead} />,
  },
  {
    ...{ id: 'score', leastPx: { ko: 70, en: 68 }, numeric: true, sorts: 'score' },
    cell: ({ points, band }) => <ScoreCell points={points} band={band} />,
  },
  {
    ...{ id: 'searches', leastPx: { ko: 50, en: 66 }, numeric: true, sorts: 'searches' },
    cell: ({ searches }, words) => <CountCell count={searches} words={words} />,
  },
  {
    ...{ id: 'questions', leastPx: { ko: 50, en: 70 }, numeric: true, sorts: 'questions' },
    cell: ({ questions }, words) => <CountCell count={questions} words={words} />,
  },
  {
    ...{ id: 'requests', leastPx: { ko: 52, en: 68 }, numeric: true, sorts: 'requests' },
    cell: ({ requests, waiting }, words) => <RequestsCell requests={requests} waiting={waiting} words={words} />,
  },
  {
    ...{ id: 'refusals', leastPx: { ko: 50, en: 62 }, numeric: true, sorts: 'refusals' },
    cell: ({ refusals }, words) => <CountCell count={refusals} words={words} />,
  },
  {
    ...{ id: 'status', leastPx: { ko: 80, en: 96 }, sorts: 'status' },
    cell: ({ status }, words) => <StatusBadge status={status} word={words.status[status]} />,
  },
  {
    ...{ id: 'assignee', leastPx: { ko: 84, en: 78 }, grow: 1 },
    cell: ({ marketerId }, words) => <AssigneeCell name={marketerId} words={words} />,
  },
  {
    ...{ id: 'tags', leastPx: { ko: 88, en: 58 }, grow: 2 },
    cell: ({ tags }, words) => <TagsCell tags={tags} words={words} />,
  },
  {
    ...{ id: 'lastSeen', leastPx: { ko: 84, en: 84 }, numeric: true, sorts: 'lastSeenAt' },
    cell: (lead, words) => <SeenCell lead={lead} words={words} />,
  },
];

/** The tick box's column. */
const tickPx = 40;

/**
 * CSS `grid-template-columns` of every row, and the least width of the table, below which it scrolls sideways: in both languages
 * it fits the smallest window (1024 px) beside a scroll bar.
 */
export function leadGrid(language: Language): Readonly<{ columns: string; leastPx: number }> {
  const widths = leadColumns.map(({ leastPx, grow }) => ({ px: leastPx[language], grow }));
  return {
    columns: [`${tickPx}px`, ...widths.map(({ px, grow }) => (grow ? `minmax(${px}px, ${grow}fr)` : `${px}px`))].join(' '),
    leastPx: widths.reduce((sum, { px }) => sum + px, tickPx),
  };
}
