import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConsentTaskRow } from '../replica/consents/consent-task.ts';
import type { Desk } from '../replica/desk.ts';
import { NoticeDialog } from './NoticeDialog.tsx';
import { ReconfirmDialog } from './ReconfirmDialog.tsx';

type Props = Readonly<{
  desk: Pick<Desk, 'policy$' | 'sending$' | 'noteNotices' | 'sendNotices' | 'reconfirmConsents'>;
  /** Of one kind; undefined while closed. */
  rows: readonly ConsentTaskRow[] | undefined;
  now: number;
  onDone: (stored: Promise<void>) => void;
  onClose: () => void;
}>;

const widthPx = 520;

export function TaskDialog({ rows, onClose, ...rest }: Props) {
  const { t } = useTranslation('consents');
  const kind = rows?.[0]?.kind ?? 'notice';
  const Dialog = kind === 'notice' ? NoticeDialog : ReconfirmDialog;
  return (
    <Modal
      opened={rows !== undefined}
      onClose={onClose}
      size={widthPx}
      title={t(`${kind}.title`, { count: rows?.length ?? 0 })}
      closeButtonProps={{ 'aria-label': t('notice.no') }}
    >
      {rows && <Dialog rows={rows} onClose={onClose} {...rest} />}
    </Modal>
  );
}
