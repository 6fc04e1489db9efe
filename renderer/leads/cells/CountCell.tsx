import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

/** A count; zeros step back so that the others are seen. */
export function CountCell({ count, words: { format } }: Readonly<{ count: number; words: Pick<RowWords, 'format'> }>) {
  const shown = format.number(count);
  return count === 0 ? <span className={styles.zero}>{shown}</span> : shown;
}
