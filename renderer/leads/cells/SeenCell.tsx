import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../parts/use-now.ts';
import styles from './cells.module.css';

/** Minutes are the finest that matter in a table. */
const refreshMs = 30_000;

/** How long ago, with the moment itself on hover. */
export function SeenCell({ at }: { at: number }) {
  const format = useFormat();
  const now = useNow(refreshMs);
  return (
    <time className={styles.seen} dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
      {format.ago(at, now)}
    </time>
  );
}
