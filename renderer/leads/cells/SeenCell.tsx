import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../parts/use-now.ts';
import type { LeadRow } from '../../replica/desk.ts';
import styles from './cells.module.css';

/** Minutes are the finest that matter in a table. */
const refreshMs = 30_000;

type Seen = Pick<LeadRow, 'lastSeenAt' | 'lastReceivedAt' | 'shownAt'>;

/**
 * How long ago; on hover when it was said, received and, where that was while we looked, shown here. That is made when somebody
 * points at it: a table that follows hundreds of messages a second draws this cell thousands of times.
 */
export function SeenCell({ lead }: { lead: Seen }) {
  const { lastSeenAt } = lead;
  const format = useFormat();
  const now = useNow(refreshMs);
  const tellRoad = useRoad(lead);
  return (
    <time
      className={styles.seen}
      dateTime={new Date(lastSeenAt).toISOString()}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = tellRoad();
      }}
    >
      {format.ago(lastSeenAt, now)}
    </time>
  );
}

/** Tells the newest chat event's way here, a line a station. */
function useRoad({ lastSeenAt, lastReceivedAt, shownAt }: Seen): () => string {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const after = (from: number, at: number) => ({ time: format.preciseTime(at), took: format.took(Math.max(0, at - from)) });
  return () =>
    [
      format.dateTime(lastSeenAt),
      t('seen.said', { time: format.preciseTime(lastSeenAt) }),
      t('seen.received', after(lastSeenAt, lastReceivedAt)),
      ...(shownAt === undefined ? [] : [t('seen.shown', after(lastReceivedAt, shownAt))]),
    ].join('\n');
}
