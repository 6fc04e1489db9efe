import { CountCell } from './CountCell.tsx';
import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

type Props = Readonly<{ requests: number; waiting: number; words: Pick<RowWords, 'format' | 'waiting'> }>;

/** Approved requests, and a mark where others wait for a person. */
export function RequestsCell({ requests, waiting, words }: Props) {
  if (waiting === 0) return <CountCell count={requests} words={words} />;

  const label = words.waiting(waiting);
  return (
    <span className={styles.requests}>
      <span className={styles.waiting} role="img" aria-label={label} title={label} />
      <CountCell count={requests} words={words} />
    </span>
  );
}
