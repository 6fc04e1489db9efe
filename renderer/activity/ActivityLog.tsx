import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { ActivityPage } from '../replica/desk/activity-row.ts';
import type { Desk } from '../replica/desk.ts';
import { ActivityDays } from './ActivityDays.tsx';
import { ActivityFilter, type Asked, everything } from './ActivityFilter.tsx';
import styles from './activity.module.css';

/** Entries of a first look, and by how many more is more. */
const entriesAtOnce = 100;

/** The audit, from the replica: it is there offline too. */
export function ActivityLog({ desk }: Readonly<{ desk: Desk }>) {
  const [asked, ask] = useState<Asked>(everything);
  const [limit, setLimit] = useState(entriesAtOnce);
  const page = useStream(useMemo(() => desk.activities$({ ...asked, limit }), [desk, asked, limit]));
  const narrow = (next: Asked) => {
    ask(next);
    setLimit(entriesAtOnce);
  };

  return (
    <>
      <ActivityFilter asked={asked} page={page} onAsk={narrow} />
      <Entries desk={desk} page={page} onClear={() => narrow(everything)} onMore={() => setLimit(limit + entriesAtOnce)} />
    </>
  );
}

type Props = Readonly<{ desk: Desk; page: ActivityPage | undefined; onClear: () => void; onMore: () => void }>;

function Entries({ desk, page, onClear, onMore }: Props) {
  const { t } = useTranslation('activity');
  if (!page) return <TableSkeleton label={t('loading')} />;
  if (page.counts.all === 0) return <EmptyState title={t('empty.title')} text={t('empty.text')} icon={<IconHistory aria-hidden />} />;
  if (page.total === 0) return <EmptyState title={t('noneMatch.title')} action={t('noneMatch.action')} onAction={onClear} />;
  return (
    <section className={styles.sheet} aria-label={t('list')}>
      <ActivityDays rows={page.rows} desk={desk} />
      {page.rows.length < page.total && (
        <Button className={styles.more} variant="subtle" onClick={onMore}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}
