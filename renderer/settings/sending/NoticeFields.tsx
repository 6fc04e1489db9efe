import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mostTemplateLetters, NoticeTemplate } from '../../../contract/policy/notice-template.ts';
import type { SendingRules } from '../../../contract/policy/sending-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { SettingRow } from '../SettingRow.tsx';
import styles from './sending.module.css';

type Props = Readonly<{ rules: SendingRules; onChange: (rules: SendingRules) => void }>;

const longestCode = 64;
const fewestRows = 3;

/** The AlimTalk template by which people are told what became of their consent; both left empty, they are told by hand. */
export function NoticeFields({ rules, onChange }: Props) {
  const { t } = useTranslation('sending');
  const { noticeTemplate = { code: '', text: '' }, ...others } = rules;
  const isWrong = rules.noticeTemplate !== undefined && !NoticeTemplate.safeParse(rules.noticeTemplate).success;
  const write = (template: NoticeTemplate) =>
    onChange(template.code === '' && template.text === '' ? others : { ...others, noticeTemplate: template });
  return (
    <Panel title={t('notice.title')}>
      <SettingRow label={t('notice.code')} help={t('notice.codeHelp')}>
        <TextInput
          className={styles.text}
          aria-label={t('notice.code')}
          placeholder={t('notice.codeExample')}
          maxLength={longestCode}
          value={noticeTemplate.code}
          onChange={(event) => write({ ...noticeTemplate, code: event.currentTarget.value })}
        />
      </SettingRow>
      <SettingRow label={t('notice.text')} help={t('notice.textHelp')}>
        <Textarea
          className={styles.tags}
          aria-label={t('notice.text')}
          placeholder={t('notice.textExample')}
          autosize
          minRows={fewestRows}
          maxLength={mostTemplateLetters}
          value={noticeTemplate.text}
          error={isWrong ? t('notice.wrong') : undefined}
          onChange={(event) => write({ ...noticeTemplate, text: event.currentTarget.value })}
        />
      </SettingRow>
    </Panel>
  );
}
