import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

type Props = Readonly<{ name: string | undefined; words: Pick<RowWords, 'unassigned'> }>;

/** Who looks after it; a dash, read out as words, where nobody does. */
export function AssigneeCell({ name, words }: Props) {
  if (name === undefined)
    return (
      <span className={styles.none} role="img" aria-label={words.unassigned}>
        –
      </span>
    );

  return (
    <span className={styles.assignee} title={name}>
      <span className={styles.initial} aria-hidden>
        {[...name][0]}
      </span>
      <span className={styles.ellipsis}>{name}</span>
    </span>
  );
}
