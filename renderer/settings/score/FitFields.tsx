import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../../contract/lead.ts';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { NumberField, PointsRow } from './PointsRow.tsx';
import styles from './policy.module.css';
import { capLimit, pointsLimit } from './score-limits.ts';
import { TagPoints } from './TagPoints.tsx';

type Fit = ScoreRules['fit'];
type Props = Readonly<{ rules: Fit; onChange: (rules: Fit) => void }>;

const fitRange = { min: -30, max: 30 };

/** What is known of somebody, whatever its age: how to reach them, what they agreed to, and what marketers noted. */
export function FitFields({ rules, onChange }: Props) {
  const { t } = useTranslation(['policy', 'leads']);
  const shared = { range: fitRange, limit: pointsLimit };
  return (
    <Panel title={t('fit.title')}>
      <p className={styles.help}>{t('fit.help')}</p>
      <PointsRow label={t('fit.contact')} value={rules.contact} onChange={(contact) => onChange({ ...rules, contact })} {...shared} />
      <PointsRow
        label={t('fit.adConsent')}
        value={rules.adConsent}
        onChange={(adConsent) => onChange({ ...rules, adConsent })}
        {...shared}
      />
      {leadStatuses.map((status) => (
        <PointsRow
          key={status}
          label={t('fit.status', { status: t(`leads:status.${status}`) })}
          value={rules.statuses[status]}
          onChange={(points) => onChange({ ...rules, statuses: { ...rules.statuses, [status]: points } })}
          {...shared}
        />
      ))}
      <TagPoints tags={rules.tags} range={fitRange} onChange={(tags) => onChange({ ...rules, tags })} />
      <div className={styles.plain}>
        <span className={styles.label}>{t('fit.total')}</span>
        <NumberField label={t('fit.total')} value={rules.cap} onChange={(cap) => onChange({ ...rules, cap })} limit={capLimit} />
      </div>
    </Panel>
  );
}
