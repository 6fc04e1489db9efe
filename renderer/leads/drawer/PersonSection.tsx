import { ActionIcon } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '../../../contract/lead.ts';
import type { Person } from '../../../contract/person.ts';
import { formatPhone, maskPhone } from '../../../domain/person/mask-phone.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './drawer.module.css';

/** Who it is and how they are reached. */
export function PersonSection({ lead, person }: Readonly<{ lead: Lead; person: Person | undefined }>) {
  const { t } = useTranslation('leads');
  const format = useFormat();

  return (
    <section className={styles.section} aria-label={t('drawer.facts')}>
      <h3 className={styles.heading}>{t('drawer.facts')}</h3>
      <dl className={styles.facts}>
        <dt>{t('drawer.user')}</dt>
        <dd>{lead.userId}</dd>
        <dt>{t('drawer.phone')}</dt>
        <dd>{person?.phone ? <Phone number={person.phone.value} /> : <span className={styles.quiet}>{t('drawer.phoneNone')}</span>}</dd>
        <dt>{t('drawer.firstSeen')}</dt>
        <dd>{format.dateTime(lead.firstSeenAt)}</dd>
        <dt>{t('drawer.lastSeen')}</dt>
        <dd>{format.dateTime(lead.lastSeenAt)}</dd>
      </dl>
    </section>
  );
}

/** Masked until somebody asks, and again with the next lead: screens are shared. */
function Phone({ number }: Readonly<{ number: string }>) {
  const { t } = useTranslation('leads');
  const [revealed, setRevealed] = useState(false);
  const Eye = revealed ? IconEyeOff : IconEye;
  return (
    <>
      <span>{revealed ? formatPhone(number) : maskPhone(number)}</span>
      <ActionIcon
        size="sm"
        aria-label={t(revealed ? 'drawer.phoneHide' : 'drawer.phoneReveal')}
        aria-pressed={revealed}
        onClick={() => setRevealed(!revealed)}
      >
        <Eye size={15} stroke={1.7} aria-hidden />
      </ActionIcon>
    </>
  );
}
