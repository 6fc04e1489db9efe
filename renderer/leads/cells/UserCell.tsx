import { IconCloudUp, IconMessageCheck, IconMessageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../../replica/desk.ts';
import styles from './cells.module.css';

const iconPx = 15;

/** Who it is, whether an edit is on its way, and whether they may be written to. */
export function UserCell({ lead }: { lead: LeadRow }) {
  const { t } = useTranslation('leads');
  const consent = t(lead.consented ? 'row.consented' : 'row.notConsented');
  const Consent = lead.consented ? IconMessageCheck : IconMessageOff;

  return (
    <span className={styles.user}>
      <span className={styles.icon} data-granted={lead.consented || undefined} role="img" aria-label={consent} title={consent}>
        <Consent size={iconPx} stroke={1.7} aria-hidden />
      </span>
      <span className={styles.name}>{lead.name ?? lead.userId}</span>
      {lead.name && <span className={styles.id}>{lead.userId}</span>}
      {lead.pending && (
        <span className={styles.pending} role="img" aria-label={t('row.pending')} title={t('row.pending')}>
          <IconCloudUp size={iconPx} aria-hidden />
        </span>
      )}
    </span>
  );
}
