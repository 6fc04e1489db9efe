import { Alert, Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useListKeys } from '../parts/use-list-keys.ts';
import { useStream } from '../parts/use-stream.ts';
import { TickedBar } from '../parts/work-list/TickedBar.tsx';
import work from '../parts/work-list/work-list.module.css';
import type { Desk } from '../replica/desk.ts';
import { ReevaluateDialog } from './ReevaluateDialog.tsx';
import { ReviewEntry } from './ReviewEntry.tsx';
import { ReviewKeys } from './ReviewKeys.tsx';
import styles from './review.module.css';
import { pressesControl, reviewKey } from './review-keys.ts';
import { type Review, useReview } from './use-review.ts';

/** Rows of a first look, and by how many more is more. */
const rowsAtOnce = 200;
const reading = { read: reviewKey, presses: pressesControl };

/** Requests that wait for a person: read, decided by one key, and the next one is there. Offline too. */
export function ReviewScreen({ desk, onUndo }: Readonly<{ desk: Desk; onUndo: () => void }>) {
  const { t } = useTranslation(['review', 'common']);
  const [limit, setLimit] = useState(rowsAtOnce);
  const page = useStream(useMemo(() => desk.reviews$({ limit }), [desk, limit]));
  const review = useReview(desk, page, onUndo);
  useListKeys(reading, review.press);

  return (
    <div className={work.screen}>
      <PageHeader title={t('common:screens.review')} />
      <div className={work.head}>
        <p className={styles.explain}>{t('explain')}</p>
        {review.ticked.size > 0 && <SelectionBar review={review} />}
      </div>
      {review.failed && (
        <Alert className={work.failed} color="red">
          {t('failed')}
        </Alert>
      )}
      {!page && <TableSkeleton label={t('loading')} />}
      {page?.total === 0 && <EmptyState icon={<IconChecklist size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} />}
      {page && page.total > 0 && (
        <section className={work.sheet} aria-label={t('list')}>
          <ul className={work.entries}>
            {page.rows.map((row, index) => (
              <ReviewEntry
                key={row.requestEventId}
                row={row}
                active={index === review.active}
                ticked={review.ticked.has(row.requestEventId)}
                onTick={() => review.tick(row.requestEventId)}
                onPoint={() => review.moveTo(index)}
                onDecide={(verdict) => review.decide([row], verdict)}
              />
            ))}
          </ul>
          {page.rows.length < page.total && (
            <Button className={work.more} variant="subtle" onClick={() => setLimit(limit + rowsAtOnce)}>
              {t('more')}
            </Button>
          )}
        </section>
      )}
      <ReviewKeys />
      <ReevaluateDialog desk={desk} rows={review.looking} onConfirm={review.reevaluate} onClose={review.stopLooking} />
    </div>
  );
}

/** What can be done with everything that is ticked. */
function SelectionBar({ review: { ticked, decideHere, lookHere, clear } }: Readonly<{ review: Review }>) {
  const { t } = useTranslation('review');
  return (
    <TickedBar count={t('selected', { count: ticked.size })} clear={t('clear')} onClear={clear}>
      <Button size="compact-sm" onClick={() => decideHere('approve')}>
        {t('approve')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => decideHere('refuse')}>
        {t('refuse')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={lookHere}>
        {t('reevaluate.action')}
      </Button>
    </TickedBar>
  );
}
