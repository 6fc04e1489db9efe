import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './export.module.css';
import { type ExportReason, exportReasons, longestReason, reasonSaid } from './export-reasons.ts';

type Props = Readonly<{
  opened: boolean;
  /** Lines of the file. */
  rows: number;
  onSave: (reason: string) => void;
  onClose: () => void;
}>;

/** Asks why a list of people leaves, before it does: whoever downloads personal data in bulk has to say what for (개인정보의 안전성 확보조치 기준 제8조). */
export function AskExportReason({ opened, rows, onSave, onClose }: Props) {
  const { t } = useTranslation('dispatch');
  const [picked, pick] = useState<ExportReason>('report');
  const [own, write] = useState('');
  const reason = reasonSaid(picked, own, (one) => t(`export.reason.${one}`));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== undefined) onSave(reason);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('export.title')} closeButtonProps={{ 'aria-label': t('export.no') }}>
      <form onSubmit={save}>
        <p className={styles.text}>{t('export.text', { count: rows })}</p>
        <Radio.Group label={t('export.why')} value={picked} onChange={(value) => pick(value as ExportReason)}>
          <Stack gap={8} mt={8}>
            {exportReasons.map((one) => (
              <Radio
                key={one}
                size="xs"
                value={one}
                label={t(`export.reason.${one}`)}
                {...(one === 'report' && { 'data-autofocus': true })}
              />
            ))}
          </Stack>
        </Radio.Group>
        {picked === 'other' && (
          <TextInput
            className={styles.own}
            aria-label={t('export.own')}
            placeholder={t('export.ownExample')}
            maxLength={longestReason}
            value={own}
            onChange={(event) => write(event.currentTarget.value)}
          />
        )}
        <p className={styles.record}>{t('export.record')}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('export.no')}
          </Button>
          <Button type="submit" disabled={reason === undefined}>
            {t('export.yes')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
