import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './leads-screen.module.css';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['Space'], words: 'keys.select' },
  { keys: ['Shift', 'Space'], words: 'keys.range' },
  { keys: ['Enter'], words: 'keys.open' },
] as const;

/** The keys of the table, beside the table. */
export const KeyHints = memo(function KeyHints() {
  const { t } = useTranslation('leads');
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
});
