import { kstDay } from '../../domain/time/kst.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { ActivityRow } from '../replica/desk/activity-row.ts';
import type { Desk } from '../replica/desk.ts';
import { ActivityEntry } from './ActivityEntry.tsx';
import styles from './activity.module.css';
import { withEqualConflictsAsOne } from './equal-conflicts.ts';

/** Entries under the day they are of, newest first. */
export function ActivityDays({ rows, desk }: Readonly<{ rows: readonly ActivityRow[]; desk: Desk }>) {
  const format = useFormat();
  return byDay(rows).map(([day, ofDay]) => (
    <section key={day} aria-label={format.day(day)}>
      <h2 className={styles.day}>{format.day(day)}</h2>
      <ul className={styles.entries}>
        {withEqualConflictsAsOne(ofDay).map((row) => (
          <ActivityEntry key={row.activity.id} row={row} desk={desk} />
        ))}
      </ul>
    </section>
  ));
}

function byDay(rows: readonly ActivityRow[]): readonly (readonly [string, readonly ActivityRow[]])[] {
  const days = new Map<string, ActivityRow[]>();
  for (const row of rows) {
    const day = kstDay(row.activity.at);
    const ofDay = days.get(day);
    if (ofDay) ofDay.push(row);
    else days.set(day, [row]);
  }
  return [...days];
}
