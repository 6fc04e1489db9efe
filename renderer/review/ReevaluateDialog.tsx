import { Alert, Button, Group, Loader, Modal } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NEVER } from 'rxjs';
import type { PolicyRules } from '../../contract/policy.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';
import type { DecisionPreview } from '../replica/requests/decision-preview.ts';
import type { ReviewRow } from '../replica/requests/review-row.ts';
import { ReevaluatedList } from './ReevaluatedList.tsx';
import styles from './review.module.css';

type Props = Readonly<{
  desk: Pick<Desk, 'policy$' | 'previewDecisions$'>;
  /** Those that were chosen; undefined while closed. */
  rows: readonly ReviewRow[] | undefined;
  onConfirm: (rows: readonly ReviewRow[]) => void;
  onClose: () => void;
}>;

const widthPx = 560;

/** What the rules of today would make of the chosen requests, before they do; what stays doubtful stays in the queue. */
export function ReevaluateDialog({ rows, ...rest }: Props) {
  const { t } = useTranslation('review');
  return (
    <Modal
      opened={rows !== undefined}
      onClose={rest.onClose}
      size={widthPx}
      title={t('reevaluate.title', { count: rows?.length ?? 0 })}
      closeButtonProps={{ 'aria-label': t('reevaluate.no') }}
    >
      {rows && <Preview rows={rows} {...rest} />}
    </Modal>
  );
}

function Preview({ desk, rows, onConfirm, onClose }: Props & Readonly<{ rows: readonly ReviewRow[] }>) {
  const { t } = useTranslation('review');
  const policy = useStream(useMemo(() => desk.policy$('decision'), [desk]));
  const preview = usePreview(desk, policy?.rules, rows);
  if (!preview) return <Loader size="sm" aria-label={t('reevaluate.looking')} />;
  const count = preview.changes.length;
  const mayChange = count > 0 || (preview.unknown > 0 && !preview.asked);
  return (
    <div className={styles.reevaluate}>
      <p role="status">{t(count > 0 ? 'reevaluate.changes' : 'reevaluate.none', { count, of: preview.requests })}</p>
      <ReevaluatedList changes={preview.changes} />
      <Caveat preview={preview} />
      {count > 0 && <Alert color="indigo">{t('reevaluate.tells')}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('reevaluate.no')}
        </Button>
        <Button disabled={!mayChange} onClick={() => onConfirm(rows)}>
          {t('reevaluate.yes')}
        </Button>
      </Group>
    </div>
  );
}

/** The rules that hold, put to some requests. */
function usePreview(desk: Props['desk'], rules: PolicyRules | undefined, rows: readonly ReviewRow[]): DecisionPreview | undefined {
  return useStream(useMemo(() => (rules?.id === 'decision' ? desk.previewDecisions$(rules, rows) : NEVER), [desk, rules, rows]));
}

/** Of some only the server has the words. */
function Caveat({ preview: { unknown, asked, asking } }: Readonly<{ preview: DecisionPreview }>) {
  const { t } = useTranslation('review');
  if (unknown === 0 || asking) return null;
  return <p className={styles.why}>{t(asked ? 'reevaluate.erased' : 'reevaluate.unknown', { count: unknown })}</p>;
}
