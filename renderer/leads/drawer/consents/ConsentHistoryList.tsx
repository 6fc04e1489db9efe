import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentEntry } from '../../../../contract/consent-history.ts';
import { kstDay } from '../../../../domain/time/kst.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import type { PersonConsents } from '../../../replica/desk/person-consents.ts';
import type { Desk } from '../../../replica/desk.ts';
import drawer from '../drawer.module.css';
import styles from './consent-section.module.css';
import { useConsentHistory } from './use-consent-history.ts';

type Props = Readonly<{
  desk: Pick<Desk, 'consentHistory'>;
  userId: string;
  /** What stands now: another one means that there is more to read. */
  seen: PersonConsents | undefined;
}>;

/** Everything that was ever said, with what proves it; the server's alone, and asked for only when somebody wants to see it. */
export function ConsentHistoryList({ desk, userId, seen }: Props) {
  const { t } = useTranslation('consents');
  const [isOpen, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  return (
    <div className={styles.history}>
      <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? 'person.hideHistory' : 'person.showHistory')}
      </Button>
      {isOpen && <Entries key={`${tries} ${JSON.stringify(seen)}`} desk={desk} userId={userId} onAgain={() => setTries(tries + 1)} />}
    </div>
  );
}

function Entries({ desk, userId, onAgain }: Pick<Props, 'desk' | 'userId'> & Readonly<{ onAgain: () => void }>) {
  const { t } = useTranslation(['consents', 'failures']);
  const answer = useConsentHistory(desk, userId);
  if (answer.kind === 'waiting') return <Loader size="xs" aria-label={t('person.loadingHistory')} />;
  if (answer.kind === 'failed')
    return (
      <p className={styles.failed} role="status">
        {t(answer.code === 'server.unreachable' ? 'person.historyOffline' : `failures:${answer.code}`)}{' '}
        <Button size="compact-xs" variant="default" onClick={onAgain}>
          {t('person.again')}
        </Button>
      </p>
    );
  const { entries, isWhole } = answer.history;
  return (
    <>
      {entries.length === 0 && <p className={drawer.quiet}>{t('person.noHistory')}</p>}
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <Entry key={`${entry.factId} ${entry.purpose ?? ''} ${entry.channel ?? ''}`} entry={entry} />
        ))}
      </ol>
      {!isWhole && <p className={drawer.quiet}>{t('person.notWhole')}</p>}
    </>
  );
}

/** When it was said and by which way it came; written down later than said is told apart. */
function Entry({ entry }: Readonly<{ entry: ConsentEntry }>) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const { did, at, via, by, purpose, channel, category, evidence } = entry;
  const about = purpose && channel ? t(`subject.${purpose}.${channel}`) : category;
  return (
    <li className={styles.entry}>
      <span>
        <strong>{t(`person.did.${did}`)}</strong>
        {about !== undefined && ` · ${about}`}
      </span>
      <span className={drawer.quiet}>
        {format.date(kstDay(at))} {format.time(at)} · {t(`person.via.${via}`, { by })}
      </span>
      {evidence !== undefined && <blockquote className={styles.evidence}>{evidence}</blockquote>}
    </li>
  );
}
