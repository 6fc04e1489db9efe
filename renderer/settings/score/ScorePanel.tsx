import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ScoreRules } from '../../../contract/policy/score-policy.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import type { Desk } from '../../replica/desk.ts';
import { BandFields } from './BandFields.tsx';
import { EffectPanel } from './EffectPanel.tsx';
import { EngagementFields } from './EngagementFields.tsx';
import { FitFields } from './FitFields.tsx';
import { PolicyHead } from './PolicyHead.tsx';
import styles from './policy.module.css';
import { usePolicyDraft } from './use-policy-draft.ts';

/** A hand on a slider is not answered at every step. */
const settleMs = 200;

/** The weights of the score, and beside them what they would make of every lead before anybody else sees it. */
export function ScorePanel({ desk }: Readonly<{ desk: Pick<Desk, 'policy$' | 'setPolicy' | 'previewScores$'> }>) {
  const { t } = useTranslation('policy');
  const drafting = usePolicyDraft<ScoreRules>(desk, 'score');
  const [settled] = useDebouncedValue(drafting?.rules, settleMs);
  if (!drafting) return <TableSkeleton label={t('loading')} />;
  const { rules, change, isChanged } = drafting;
  const isValid = ScoreRules.safeParse(rules).success;
  return (
    <div className={styles.editor}>
      <PolicyHead drafting={drafting} shipped={shippedRules('score')} isValid={isValid} />
      <div className={styles.columns}>
        <div className={styles.fields}>
          <EngagementFields rules={rules.engagement} onChange={(engagement) => change({ ...rules, engagement })} />
          <FitFields rules={rules.fit} onChange={(fit) => change({ ...rules, fit })} />
          <BandFields rules={rules.bands} onChange={(bands) => change({ ...rules, bands })} />
        </div>
        <div className={styles.effect}>
          <EffectPanel desk={desk} rules={isChanged && isValid ? settled : undefined} />
        </div>
      </div>
    </div>
  );
}
