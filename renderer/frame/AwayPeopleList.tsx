import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AwayPeople } from '../replica/desk/segment-view.ts';
import styles from './away-card.module.css';

type Props = Readonly<{ title: string; people: AwayPeople; onLead: (leadId: string) => void }>;

/** The leads that entered, or left; pressed, one is opened. */
export function AwayPeopleList({ title, people: { count, people }, onLead }: Props) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <section className={styles.list}>
      <h3 className={styles.listTitle}>{title}</h3>
      <ul>
        {people.map(({ leadId, user, product, gone }) => (
          <li key={leadId}>
            <UnstyledButton
              className={styles.person}
              disabled={gone}
              title={gone ? t('away.gone') : undefined}
              onClick={() => onLead(leadId)}
            >
              {user} <span className={styles.product}>{product}</span>
            </UnstyledButton>
          </li>
        ))}
        {count > people.length && <li className={styles.product}>{t('away.more', { count: count - people.length })}</li>}
      </ul>
    </section>
  );
}
