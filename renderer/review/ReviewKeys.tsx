import { useTranslation } from 'react-i18next';
import styles from './review.module.css';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['A'], words: 'keys.approve' },
  { keys: ['R'], words: 'keys.refuse' },
  { keys: ['X'], words: 'keys.select' },
  { keys: ['Z'], words: 'keys.undo' },
] as const;

/** The keys of the queue, beside the queue. */
export function ReviewKeys() {
  const { t } = useTranslation('review');
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
