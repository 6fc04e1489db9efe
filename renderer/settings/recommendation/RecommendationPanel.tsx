import { NumberInput, SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type RecommendationRules, seenRules } from '../../../contract/policy/recommendation-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import { SettingRow } from '../SettingRow.tsx';
import { NeighboursCard } from './NeighboursCard.tsx';

const longestRestDays = 365;

/** What is recommended, and what it was learned from. */
export function RecommendationPanel({ desk }: Readonly<{ desk: Desk }>) {
  const { t } = useTranslation('recommendation');
  const policy = useStream(useMemo(() => desk.policy$('recommendation'), [desk]));
  const did = useUiStore((state) => state.did);
  const rules = policy?.rules;

  /** One act each, which can be taken back like any other. */
  const set = async (change: Partial<RecommendationRules>) => {
    if (rules?.id !== 'recommendation') return;
    const done = await desk.setPolicy({ ...rules, ...change }, policy?.version ?? 0);
    did({ ...done, changes: [], policy: 'recommendation' });
  };

  return (
    <Panel title={t('title')} aside={policy?.pending && t('pending')}>
      <NeighboursCard desk={desk} />
      {rules?.id === 'recommendation' && (
        <>
          <SettingRow label={t('seen.label')} help={t(`seen.${rules.seen}Help`)}>
            <SegmentedControl
              aria-label={t('seen.label')}
              value={rules.seen}
              onChange={(seen) => void set({ seen })}
              data={seenRules.map((value) => ({ value, label: t(`seen.${value}`) }))}
            />
          </SettingRow>
          <SettingRow label={t('rest.label')} help={t('rest.help')}>
            <RestDays key={rules.restDays} days={rules.restDays} onChange={(restDays) => void set({ restDays })} />
          </SettingRow>
        </>
      )}
    </Panel>
  );
}

/** Taken when it is left, so that typing "30" does not set "3" first. */
function RestDays({ days, onChange }: Readonly<{ days: number; onChange: (days: number) => void }>) {
  const { t } = useTranslation('recommendation');
  return (
    <NumberInput
      aria-label={t('rest.label')}
      defaultValue={days}
      min={0}
      max={longestRestDays}
      allowDecimal={false}
      clampBehavior="strict"
      suffix={t('rest.days')}
      onBlur={({ currentTarget }) => {
        const typed = Number.parseInt(currentTarget.value, 10);
        if (Number.isInteger(typed) && typed !== days) onChange(typed);
      }}
      w={110}
    />
  );
}
