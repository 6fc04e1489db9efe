import { useNow } from '../../parts/use-now.ts';
import type { LeadRow } from '../../replica/desk/lead-view.ts';
import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

/** Minutes are the finest that matter in a table. */
const refreshMs = 30_000;

type Seen = Pick<LeadRow, 'lastSeenAt' | 'lastReceivedAt' | 'shownAt'>;
type Words = Pick<RowWords, 'format' | 'seen'>;

/**
 * How long ago; on hover when it was said, received and, where that was while we looked, shown here. That is made when somebody
 * points at it: a table that follows hundreds of messages a second draws this cell thousands of times.
 */
export function SeenCell({ lead, words }: Readonly<{ lead: Seen; words: Words }>) {
  const { lastSeenAt } = lead;
  const now = useNow(refreshMs);
  return (
    <time
      className={styles.seen}
      dateTime={new Date(lastSeenAt).toISOString()}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = roadOf(lead, words);
      }}
    >
      {words.format.ago(lastSeenAt, now)}
    </time>
  );
}

/** The newest chat event's way here, a line a station. */
function roadOf({ lastSeenAt, lastReceivedAt, shownAt }: Seen, { format, seen }: Words): string {
  const took = (from: number, at: number) => [format.preciseTime(at), format.took(Math.max(0, at - from))] as const;
  return [
    format.dateTime(lastSeenAt),
    seen.said(format.preciseTime(lastSeenAt)),
    seen.received(...took(lastSeenAt, lastReceivedAt)),
    ...(shownAt === undefined ? [] : [seen.shown(...took(lastReceivedAt, shownAt))]),
  ].join('\n');
}
