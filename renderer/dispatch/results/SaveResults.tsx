import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvText } from '../../../domain/export/csv-text.ts';
import { saveFile } from '../../parts/save-file.ts';
import type { Desk, DispatchView } from '../../replica/desk.ts';
import sheet from '../sheet.module.css';
import { AskExportReason } from './AskExportReason.tsx';
import { everyItem } from './every-item.ts';
import { resultLines, seoulTime } from './result-lines.ts';

type Props = Readonly<{ desk: Pick<Desk, 'recordExport' | 'items$'>; dispatch: DispatchView /** Everybody in it. */; people: number }>;

/** Everybody of a dispatch as a file that opens in a spreadsheet. That it leaves, and why, is on record before it does. */
export function SaveResults({ desk, dispatch, people }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const [failed, setFailed] = useState(false);
  const [asked, ask] = useState(false);
  const save = async (reason: string) => {
    ask(false);
    setFailed(false);
    try {
      const items = await everyItem(desk, dispatch.id);
      const lines = resultLines(items, {
        column: (name) => t(`csv.${name}`),
        state: (group) => t(`state.${group}`),
        reason: (code) => t(`failures:${code}`),
        request: (status) => t(`requestStatus.${status}`),
        receive: (status) => t(`receiveStatus.${status}`),
      });
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
      <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} disabled={people === 0} onClick={() => ask(true)}>
        {t('csv.save')}
      </Button>
      <AskExportReason opened={asked} rows={people} onSave={(reason) => void save(reason)} onClose={() => ask(false)} />
      {failed && (
        <span role="alert" className={sheet.quiet}>
          {t('csv.failed')}
        </span>
      )}
    </>
  );
}
