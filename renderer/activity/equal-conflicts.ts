import type { ActivityRow } from '../replica/desk/activity-row.ts';

/**
 * Conflicts that stand beside each other and say the same, but for the lead, are one entry: who changed five hundred leads over a colleague's
 * bulk is told so once. `leads` counts them all; the first keeps its place and its id.
 */
export function withEqualConflictsAsOne(rows: readonly ActivityRow[]): readonly ActivityRow[] {
  const entries: ActivityRow[] = [];
  for (const row of rows) {
    const before = entries.at(-1);
    const same = before !== undefined && saying(row) !== undefined && saying(row) === saying(before);
    if (same) entries[entries.length - 1] = { ...before, leads: before.leads + row.leads };
    else entries.push(row);
  }
  return entries;
}

/** What of a conflict is read in its entry; undefined for any other act. */
function saying({ activity }: ActivityRow): string | undefined {
  if (activity.kind !== 'conflict') return undefined;
  const { by, at, field, lost, lostBy, lostAt, kept } = activity;
  return JSON.stringify({ by, at, field, lost, lostBy, lostAt, kept });
}
