import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DecisionRules, ProductVerdict } from '../../../contract/policy/decision-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { SettingRow } from '../SettingRow.tsx';
import layout from '../score/policy.module.css';

const states = ['outOfStock', 'discontinued'] as const;

/** What becomes of requests for what is not to be had. */
export function ProductStates({ rules, onChange }: Readonly<{ rules: DecisionRules; onChange: (rules: DecisionRules) => void }>) {
  const { t } = useTranslation('decision');
  return (
    <Panel title={t('state.title')}>
      <p className={layout.help}>{t('state.help')}</p>
      {states.map((state) => (
        <SettingRow key={state} label={t(`state.${state}`)}>
          <SegmentedControl
            size="xs"
            aria-label={t(`state.${state}`)}
            value={rules[state]}
            onChange={(value) => onChange({ ...rules, [state]: ProductVerdict.parse(value) })}
            data={ProductVerdict.options.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          />
        </SettingRow>
      ))}
    </Panel>
  );
}
