import { Alert, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SendingRules } from '../../../contract/policy/sending-policy.ts';
import { readsAsFree, senderGaps } from '../../../domain/dispatching/sender-gaps.ts';
import { Panel } from '../../parts/Panel.tsx';
import { SettingRow } from '../SettingRow.tsx';
import styles from './sending.module.css';

type Props = Readonly<{ rules: SendingRules; onChange: (rules: SendingRules) => void }>;

const fields = ['senderName', 'senderContact', 'freeOptOut'] as const;
const longestLabel = 200;

/** What every promotion has to say of its sender; while something is missing, only the sandbox sends. */
export function SenderFields({ rules, onChange }: Props) {
  const { t } = useTranslation(['sending', 'failures']);
  const gaps = senderGaps(rules);
  const isDoubtful = rules.freeOptOut !== undefined && !readsAsFree(rules.freeOptOut);
  return (
    <Panel title={t('sender.title')}>
      {gaps.length > 0 && (
        <Alert color="var(--tl-warning)" className={styles.gap} icon={<IconAlertTriangle aria-hidden />} mb="sm">
          {t('sender.gap', { fields: gaps.map((field) => t(`sender.${field}`)).join(', ') })}
        </Alert>
      )}
      {fields.map((field) => (
        <SettingRow
          key={field}
          label={t(`sender.${field}`)}
          help={t(field === 'freeOptOut' && isDoubtful ? 'sender.freeOptOutDoubt' : `sender.${field}Help`)}
        >
          <TextInput
            className={styles.text}
            aria-label={t(`sender.${field}`)}
            placeholder={t(`sender.${field}Example`)}
            maxLength={longestLabel}
            value={rules[field] ?? ''}
            onChange={(event) => onChange(withText(rules, field, event.currentTarget.value))}
          />
        </SettingRow>
      ))}
    </Panel>
  );
}

/** Absent, never empty: nothing said is a gap. */
function withText(rules: SendingRules, field: (typeof fields)[number], text: string): SendingRules {
  const { [field]: _before, ...others } = rules;
  return text === '' ? others : { ...others, [field]: text };
}
