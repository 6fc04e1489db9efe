import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { halfLives, type ScoreRules } from '../../../contract/policy/score-policy.ts';
import { eventKinds } from '../../../domain/scoring/score-term.ts';
import { Panel } from '../../parts/Panel.tsx';
import { NumberField, PointsRow } from './PointsRow.tsx';
import styles from './policy.module.css';
import { capLimit, pointsLimit } from './score-limits.ts';

type Engagement = ScoreRules['engagement'];
type Props = Readonly<{ rules: Engagement; onChange: (rules: Engagement) => void }>;

const eventRange = { min: -20, max: 30 };

/** What each kind of event is worth, the most that all of a kind may count, and how fast that fades. */
export function EngagementFields({ rules, onChange }: Props) {
  const { t } = useTranslation(['policy', 'common']);
  return (
    <Panel title={t('engagement.title')}>
      <p className={styles.help}>{t('engagement.help')}</p>
      {eventKinds.map((kind) => {
        const { points, cap } = rules[kind];
        const name = t(`common:series.${kind}`);
        return (
          <PointsRow
            key={kind}
            label={t('engagement.each', { what: name })}
            value={points}
            onChange={(next) => onChange({ ...rules, [kind]: { points: next, cap } })}
            range={eventRange}
            limit={pointsLimit}
          >
            <span className={styles.capWord}>{t('cap')}</span>
            <NumberField
              label={t('engagement.cap', { what: name })}
              value={cap}
              onChange={(next) => onChange({ ...rules, [kind]: { points, cap: next } })}
              limit={capLimit}
            />
          </PointsRow>
        );
      })}
      <div className={styles.plain}>
        <span className={styles.label}>{t('engagement.halfLife')}</span>
        <SegmentedControl
          aria-label={t('engagement.halfLife')}
          value={`${rules.halfLifeDays}`}
          onChange={(value) => onChange({ ...rules, halfLifeDays: halfLives.find((days) => `${days}` === value) ?? rules.halfLifeDays })}
          data={halfLives.map((days) => ({ value: `${days}`, label: t('engagement.days', { days }) }))}
        />
      </div>
      <div className={styles.plain}>
        <span className={styles.label}>{t('engagement.total')}</span>
        <NumberField label={t('engagement.total')} value={rules.cap} onChange={(cap) => onChange({ ...rules, cap })} limit={capLimit} />
      </div>
    </Panel>
  );
}
