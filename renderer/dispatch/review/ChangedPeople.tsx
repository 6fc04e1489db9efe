import { useTranslation } from 'react-i18next';
import type { ChangedPerson } from '../../replica/desk.ts';
import { useReason } from '../use-reason.ts';
import styles from './audience-review.module.css';

/** So many are named; the others are counted. */
const named = 5;

type Props = Readonly<{ title: string; people: readonly ChangedPerson[] }>;

/** Who entered, or who left and why. */
export function ChangedPeople({ title, people }: Props) {
  const { t } = useTranslation('dispatch');
  const reason = useReason();
  if (people.length === 0) return null;
  return (
    <section className={styles.people}>
      <h3>{title}</h3>
      <ul>
        {people.slice(0, named).map(({ userId, name, reason: why }) => (
          <li key={userId}>
            {name ?? userId} {why && <span className={styles.why}>{reason(why)}</span>}
          </li>
        ))}
        {people.length > named && <li className={styles.why}>{t('review.more', { count: people.length - named })}</li>}
      </ul>
    </section>
  );
}
