import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { brandWindow, type SendingRules } from '../../../contract/policy/sending-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { SettingRow } from '../SettingRow.tsx';
import { NumberField } from '../score/PointsRow.tsx';
import styles from './sending.module.css';
import { clockOf, windowSteps } from './window-steps.ts';

type Props = Readonly<{ rules: SendingRules; onChange: (rules: SendingRules) => void }>;

/** As the contract allows them. */
const limits = {
  capPerDay: { min: 1, max: 100 },
  capPerWeek: { min: 1, max: 700 },
  repeatDays: { min: 0, max: 365 },
  priceKrw: { min: 0, max: 10_000 },
} as const;
type Limited = keyof typeof limits;

/** How often, when, and at what price. */
export function LimitFields({ rules, onChange }: Props) {
  const { t } = useTranslation('sending');
  const { fromMinute, toMinute } = rules.window;
  const number = (field: Limited) => (
    <SettingRow label={t(`limits.${field}`)} help={t(`limits.${field}Help`)}>
      <NumberField
        label={t(`limits.${field}`)}
        value={rules[field]}
        limit={limits[field]}
        onChange={(value) => onChange({ ...rules, [field]: value })}
      />
      {t(`limits.${field}Unit`)}
    </SettingRow>
  );
  const time = (end: 'fromMinute' | 'toMinute', minutes: readonly number[]) => (
    <Select
      className={styles.time}
      aria-label={t(`limits.${end}`)}
      allowDeselect={false}
      data={minutes.map((minute) => ({ value: `${minute}`, label: clockOf(minute) }))}
      value={`${rules.window[end]}`}
      onChange={(value) => onChange({ ...rules, window: { ...rules.window, [end]: Number(value) } })}
    />
  );
  return (
    <Panel title={t('limits.title')}>
      {number('capPerDay')}
      {number('capPerWeek')}
      {number('repeatDays')}
      <SettingRow label={t('limits.window')} help={t('limits.windowHelp')}>
        {time('fromMinute', windowSteps(brandWindow.fromMinute, toMinute - 1, fromMinute))}–
        {time('toMinute', windowSteps(fromMinute + 1, brandWindow.toMinute, toMinute))}
      </SettingRow>
      {number('priceKrw')}
    </Panel>
  );
}
