import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

/** Tags that a row has room for; the rest are counted and named on hover. */
const shown = 2;

export function TagsCell({ tags, words }: Readonly<{ tags: readonly string[]; words: Pick<RowWords, 'moreTags'> }>) {
  const rest = tags.slice(shown);

  return (
    <span className={styles.tags} title={tags.join(', ')}>
      {tags.slice(0, shown).map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={styles.more} role="img" aria-label={words.moreTags(rest.length)}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}
