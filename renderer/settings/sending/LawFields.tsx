import { Switch, TagsInput, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { SendingRules } from '../../../contract/policy/sending-policy.ts';
import { hasFreeNumber, processorGap } from '../../../domain/dispatching/sender-gaps.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { kstDay } from '../../../domain/time/kst.ts';
import { useDayCalendar } from '../../i18n/use-calendar.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useNow } from '../../parts/use-now.ts';
import { SettingRow } from '../SettingRow.tsx';
import styles from './sending.module.css';

type Props = Readonly<{ rules: SendingRules; onChange: (rules: SendingRules) => void }>;

/** A certificate ends with a day. */
const dayMs = 86_400_000;
const longestLabel = 200;

/** What the law asks: what is never advertised, whose consent runs out, what stands for one, and who carries the messages. */
export function LawFields({ rules, onChange }: Props) {
  const { t } = useTranslation('sending');
  const flag = (field: 'reconfirmBlocks' | 'transactionException') => (
    <SettingRow label={t(`law.${field}`)} help={t(`law.${field}Help`)}>
      <Switch
        aria-label={t(`law.${field}`)}
        checked={rules[field]}
        onChange={(event) => onChange({ ...rules, [field]: event.currentTarget.checked })}
      />
    </SettingRow>
  );
  return (
    <Panel title={t('law.title')}>
      <SettingRow label={t('law.prohibited')} help={t('law.prohibitedHelp')}>
        <TagsInput
          className={styles.tags}
          aria-label={t('law.prohibited')}
          maxLength={longestLabel}
          value={[...rules.prohibitedCategories]}
          onChange={(all) => onChange({ ...rules, prohibitedCategories: [...new Set(all)].sort(byCodeUnit) })}
        />
      </SettingRow>
      {flag('reconfirmBlocks')}
      {flag('transactionException')}
      <ProcessorRow rules={rules} onChange={onChange} />
      <StandInRow rules={rules} onChange={onChange} />
    </Panel>
  );
}

/** Off unless the shop says otherwise; the consents are asked of each recipient. */
function StandInRow({ rules, onChange }: Props) {
  const { t } = useTranslation('sending');
  const { smsStandIn, ...others } = rules;
  const isMute = smsStandIn && !hasFreeNumber(rules);
  return (
    <SettingRow label={t('law.smsStandIn')} help={t(isMute ? 'law.noFreeNumber' : 'law.smsStandInHelp')}>
      <Switch
        aria-label={t('law.smsStandIn')}
        checked={smsStandIn ?? false}
        onChange={(event) => onChange(event.currentTarget.checked ? { ...others, smsStandIn: true } : others)}
      />
    </SettingRow>
  );
}

/** Who carries the messages, and until when its certificate holds; a warning, no lock: the shop has to see to it. */
function ProcessorRow({ rules, onChange }: Props) {
  const { t } = useTranslation('sending');
  const calendar = useDayCalendar();
  const gap = processorGap(rules, useNow(dayMs));
  const { processor, ...others } = rules;
  const until = processor?.certifiedUntil;
  const rename = (name: string) => onChange(name === '' ? others : { ...others, processor: { ...processor, name } });
  const certify = (day: string | null) => {
    if (!processor) return;
    onChange({
      ...others,
      processor: { name: processor.name, ...(day !== null && { certifiedUntil: Date.parse(`${day}T00:00:00+09:00`) + dayMs - 1 }) },
    });
  };
  return (
    <SettingRow label={t('law.processor')} help={t(gap ? `law.${gap}` : 'law.processorHelp')}>
      <TextInput
        className={styles.name}
        aria-label={t('law.processor')}
        placeholder={t('law.processorExample')}
        maxLength={longestLabel}
        value={processor?.name ?? ''}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <DateInput
        className={styles.day}
        aria-label={t('law.certifiedUntil')}
        placeholder={t('law.certifiedUntil')}
        {...calendar}
        valueFormat="YYYY-MM-DD"
        clearable
        disabled={!processor}
        value={until === undefined ? null : kstDay(until)}
        onChange={certify}
      />
    </SettingRow>
  );
}
