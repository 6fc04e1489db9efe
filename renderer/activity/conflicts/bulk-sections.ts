import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';

/** Rows of one bulk, which stand together; `index` is of the first of them in the whole list. */
export type BulkSection = Readonly<{ bulk: ConflictRow['bulk']; by: string; index: number; rows: readonly ConflictRow[] }>;

export function bulkSections(rows: readonly ConflictRow[]): readonly BulkSection[] {
  const sections: (BulkSection & { rows: ConflictRow[] })[] = [];
  for (const [index, row] of rows.entries()) {
    const last = sections.at(-1);
    if (last?.bulk.id === row.bulk.id) last.rows.push(row);
    else sections.push({ bulk: row.bulk, by: row.conflict.by, index, rows: [row] });
  }
  return sections;
}
