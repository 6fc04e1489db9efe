import { IconCloudUp, IconMessageCheck, IconMessageOff } from '@tabler/icons-react';
import type { LeadRow } from '../../replica/desk/lead-view.ts';
import styles from './cells.module.css';
import type { RowWords } from './row-words.ts';

const iconPx = 15;
const granted = <IconMessageCheck size={iconPx} stroke={1.7} aria-hidden />;
const notGranted = <IconMessageOff size={iconPx} stroke={1.7} aria-hidden />;
const onItsWay = <IconCloudUp size={iconPx} aria-hidden />;

type Props = Readonly<{ lead: LeadRow; words: Pick<RowWords, 'consented' | 'notConsented' | 'pending'> }>;

/** Who it is, whether an edit is on its way, and whether they may be written to. */
export function UserCell({ lead, words }: Props) {
  const consent = lead.consented ? words.consented : words.notConsented;

  return (
    <span className={styles.user}>
      <span className={styles.icon} data-granted={lead.consented || undefined} role="img" aria-label={consent} title={consent}>
        {lead.consented ? granted : notGranted}
      </span>
      <span className={styles.name}>{lead.name ?? lead.userId}</span>
      {lead.name && <span className={styles.id}>{lead.userId}</span>}
      {lead.pending && (
        <span className={styles.pending} role="img" aria-label={words.pending} title={words.pending}>
          {onItsWay}
        </span>
      )}
    </span>
  );
}
