import { useTranslation } from 'react-i18next';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import { BandMark } from '../../parts/BandMark.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { NumberField } from './PointsRow.tsx';
import styles from './policy.module.css';
import { bandLimit } from './score-limits.ts';

type Bands = ScoreRules['bands'];
type Props = Readonly<{ rules: Bands; onChange: (rules: Bands) => void }>;

const thresholds = [
  ['a', 'A'],
  ['b', 'B'],
  ['c', 'C'],
] as const;

/** From how many points on a lead is in a band; says so where they are not in order, and then nothing can be published. */
export function BandFields({ rules, onChange }: Props) {
  const { t } = useTranslation('policy');
  const isInOrder = rules.a > rules.b && rules.b > rules.c;
  return (
    <Panel title={t('bands.title')}>
      <p className={styles.help}>{t('bands.help')}</p>
      <div className={styles.bands}>
        {thresholds.map(([key, band]) => (
          <div key={key} className={styles.band}>
            <BandMark band={band} />
            <NumberField
              label={t('bands.from', { band })}
              value={rules[key]}
              onChange={(points) => onChange({ ...rules, [key]: points })}
              limit={bandLimit}
            />
            <span>{t('bands.above')}</span>
          </div>
        ))}
        <div className={styles.band}>
          <BandMark band="D" />
          <span>{t('bands.rest')}</span>
        </div>
      </div>
      {!isInOrder && (
        <p className={styles.warning} role="alert">
          {t('bands.order')}
        </p>
      )}
    </Panel>
  );
}
