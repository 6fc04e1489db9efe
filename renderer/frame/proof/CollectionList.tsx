import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill, type Tone } from '../../parts/Pill.tsx';
import type { CollectionProof, CollectionStanding } from '../../replica/proof/proof-state.ts';
import styles from './proof.module.css';

const tones: Readonly<Record<CollectionStanding, Tone>> = {
  same: 'positive',
  unproven: 'neutral',
  repairing: 'warning',
  different: 'negative',
};

/** Each collection by itself: how many documents, how it stands, and when it was compared last. */
export function CollectionList({ collections }: Readonly<{ collections: readonly CollectionProof[] }>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-label={t('proof.byCollection')}>
      <h3 className={styles.heading}>{t('proof.byCollection')}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('proof.collection')}</th>
            <th scope="col">{t('proof.documents')}</th>
            <th scope="col">{t('proof.standing')}</th>
            <th scope="col">{t('proof.comparedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {collections.map(({ collection, documents, standing, comparedAt }) => (
            <tr key={collection}>
              <th scope="row">{t(`proof.collections.${collection}`)}</th>
              <td className={styles.numeric}>{format.number(documents)}</td>
              <td>
                <Pill tone={tones[standing]} dot>
                  {t(`proof.standings.${standing}`)}
                </Pill>
              </td>
              <td className={styles.when}>{comparedAt === undefined ? t('proof.notYet') : format.time(comparedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
