import { useTranslation } from 'react-i18next';
import styles from './conflicts.module.css';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['R'], words: 'keys.reapply' },
  { keys: ['E'], words: 'keys.keep' },
  { keys: ['X'], words: 'keys.select' },
  { keys: ['Z'], words: 'keys.undo' },
] as const;

/** The keys of the inbox, beside the inbox. */
export function ConflictKeys() {
  const { t } = useTranslation('conflicts');
  return (
    <div className={styles.keys}>
      {hints.map(({ keys, words }) => (
        <span key={words}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          {t(words)}
        </span>
      ))}
    </div>
  );
}
