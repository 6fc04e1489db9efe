import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { NamedDifference, ProofView } from '../../replica/proof/proof-view.ts';
import styles from './proof.module.css';

/** Which documents were not the server's, what was wrong with each and whether it is right again. */
export function FoundList({ view: { found, state } }: Readonly<{ view: ProofView }>) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('proof.found')}>
      <h3 className={styles.heading}>
        {t('proof.found')}
        <span className={styles.count}>{t('proof.foundCount', { count: state.foundEver })}</span>
      </h3>
      {found.length === 0 ? (
        <p className={styles.nothing}>{t(isAsking(state) ? 'proof.asking' : 'proof.nothingFound')}</p>
      ) : (
        <ul className={styles.list}>
          {found.map((difference) => (
            <Found key={`${difference.at} ${difference.collection} ${difference.id}`} difference={difference} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Something differs, and only the server can say what. */
const isAsking = ({ kind }: ProofView['state']): boolean => kind === 'repairing' || kind === 'different';

function Found({ difference }: Readonly<{ difference: NamedDifference }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { collection, id, how, repaired, at, user, product } = difference;
  const name = [user, product].filter(Boolean).join(' · ') || id;
  return (
    <li className={styles.difference}>
      <div className={styles.named}>
        <strong title={id}>{name}</strong>
        <span className={styles.kind}>{t(`proof.collections.${collection}`)}</span>
      </div>
      <p>
        {t(`proof.how.${how}`)} <span data-tone={repaired ? 'good' : 'wrong'}>{t(repaired ? 'proof.repaired' : 'proof.notRepaired')}</span>
      </p>
      <small>{format.dateTime(at)}</small>
    </li>
  );
}
