import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LastRequest, Lead, RequestType } from '../../../contract/lead.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill } from '../../parts/Pill.tsx';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import type { Settle } from '../use-patching.ts';
import styles from './drawer.module.css';
import { OpenConflicts } from './OpenConflicts.tsx';

export type RequestVerdict = 'approve' | 'refuse';

type Props = Readonly<{
  lead: Lead;
  /** Open ones. */
  conflicts: readonly ConflictRow[];
  onDecide: (requestEventId: string, verdict: RequestVerdict) => void;
  onSettle: Settle;
}>;

/** The newest request and what became of it; a person's word overrides every rule. Opposite words on any request stand here until somebody chooses. */
export function RequestSection({ lead, conflicts, onDecide, onSettle }: Props) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const request = lead.lastRequest;
  if (!request) return null;

  const text = lead.tail.find(({ factId }) => factId === request.requestEventId)?.text;
  return (
    <section className={styles.section} aria-label={t('request.title')}>
      <h3 className={styles.heading}>
        {t('request.title')}
        <Standing type={request.requestType} />
      </h3>
      {text && <blockquote className={styles.quote}>{text}</blockquote>}
      <p className={styles.quiet}>{format.dateTime(request.at)}</p>
      <OpenConflicts conflicts={conflicts} of={(field) => field.startsWith('request:')} onSettle={onSettle} />
      <Verdicts request={request} onDecide={onDecide} />
    </section>
  );
}

function Standing({ type }: Readonly<{ type: RequestType | undefined }>) {
  const { t } = useTranslation('leads');
  if (type === undefined) return <Pill tone="warning">{t('request.waiting')}</Pill>;
  return type === '1' ? <Pill tone="positive">{t('request.approved')}</Pill> : <Pill tone="negative">{t('request.refused')}</Pill>;
}

/** Both words while it waits; afterwards only the other one. */
function Verdicts({ request, onDecide }: Readonly<{ request: LastRequest; onDecide: Props['onDecide'] }>) {
  const { t } = useTranslation('leads');
  const { requestType, requestEventId } = request;
  const waits = requestType === undefined;
  return (
    <Group gap="sm" mt="sm">
      {requestType !== '1' && (
        <Button variant={waits ? 'filled' : 'default'} onClick={() => onDecide(requestEventId, 'approve')}>
          {t(waits ? 'request.approve' : 'request.toApprove')}
        </Button>
      )}
      {requestType !== '0' && (
        <Button variant="default" onClick={() => onDecide(requestEventId, 'refuse')}>
          {t(waits ? 'request.refuse' : 'request.toRefuse')}
        </Button>
      )}
    </Group>
  );
}
