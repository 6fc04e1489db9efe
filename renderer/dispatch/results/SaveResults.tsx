import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvText } from '../../../domain/export/csv-text.ts';
import { saveFile } from '../../parts/save-file.ts';
import type { Desk, DispatchView, ItemView } from '../../replica/desk.ts';
import sheet from '../sheet.module.css';
import { AskExportReason } from './AskExportReason.tsx';
import { resultLines, seoulTime } from './result-lines.ts';

type Props = Readonly<{ desk: Pick<Desk, 'recordExport'>; dispatch: DispatchView; items: readonly ItemView[] }>;

/** Everybody of a dispatch as a file that opens in a spreadsheet. That it leaves, and why, is on record before it does. */
export function SaveResults({ desk, dispatch, items }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const [failed, setFailed] = useState(false);
  const [asked, ask] = useState(false);
  const save = async (reason: string) => {
    ask(false);
    setFailed(false);
    const lines = resultLines(items, {
      column: (name) => t(`csv.${name}`),
      state: (group) => t(`state.${group}`),
      reason: (code) => t(`failures:${code}`),
      request: (status) => t(`requestStatus.${status}`),
      receive: (status) => t(`receiveStatus.${status}`),
    });
    try {
      await desk.recordExport('dispatch', items.length, reason);
      saveFile(
        t('csv.file', { time: seoulTime(dispatch.at).replace(/[-:]/g, '').replace(' ', '-') }),
        csvText(lines),
        'text/csv;charset=utf-8',
      );
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
        disabled={items.length === 0}
        onClick={() => ask(true)}
      >
        {t('csv.save')}
      </Button>
      <AskExportReason opened={asked} rows={items.length} onSave={(reason) => void save(reason)} onClose={() => ask(false)} />
      {failed && (
        <span role="alert" className={sheet.quiet}>
          {t('csv.failed')}
        </span>
      )}
    </>
  );
}
