import { useTranslation } from 'react-i18next';
import styles from './cells.module.css';

/** Who looks after it; a dash, read out as words, where nobody does. */
export function AssigneeCell({ name }: { name: string | undefined }) {
  const { t } = useTranslation('leads');
  if (name === undefined)
    return (
      <span className={styles.none} role="img" aria-label={t('unassigned')}>
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
