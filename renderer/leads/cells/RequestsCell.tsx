import { useTranslation } from 'react-i18next';
import { CountCell } from './CountCell.tsx';
import styles from './cells.module.css';

/** Approved requests, and a mark where others wait for a person. */
export function RequestsCell({ requests, waiting }: { requests: number; waiting: number }) {
  const { t } = useTranslation('leads');
  if (waiting === 0) return <CountCell count={requests} />;

  const label = t('row.waiting', { count: waiting });
  return (
    <span className={styles.requests}>
      <span className={styles.waiting} role="img" aria-label={label} title={label} />
      <CountCell count={requests} />
    </span>
  );
}
