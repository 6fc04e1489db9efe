import { Alert, Button, SegmentedControl } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import { useListKeys } from '../../parts/use-list-keys.ts';
import { useStream } from '../../parts/use-stream.ts';
import { type ConflictGroup, type ConflictPage, conflictGroups } from '../../replica/conflicts/conflict-row.ts';
import type { Desk } from '../../replica/desk.ts';
import activity from '../activity.module.css';
import { ConflictKeys } from './ConflictKeys.tsx';
import { ConflictList } from './ConflictList.tsx';
import { conflictKey, pressesControl } from './conflict-keys.ts';
import styles from './conflicts.module.css';
import { SelectionBar } from './SelectionBar.tsx';
import { useInbox } from './use-inbox.ts';

/** Rows of a first look, and by how many more is more. */
const rowsAtOnce = 200;
const reading = { read: conflictKey, presses: pressesControl };

/** Values that somebody overwrote without having seen them: looked at one by one or by the bulk, offline too. */
export function ConflictInbox({ desk, onUndo }: Readonly<{ desk: Desk; onUndo: () => void }>) {
  const { t } = useTranslation('conflicts');
  const [asked, ask] = useState<ConflictGroup>();
  const [limit, setLimit] = useState(rowsAtOnce);
  const mine = useStream(useMemo(() => desk.conflicts$({ group: 'mine', limit: 0 }), [desk]));
  const group = asked ?? (mine && mine.counts.mine === 0 ? 'open' : 'mine');
  const page = useStream(useMemo(() => desk.conflicts$({ group, limit }), [desk, group, limit]));
  const inbox = useInbox(desk, page, onUndo);
  useListKeys(reading, inbox.press);

  const show = (next: ConflictGroup) => {
    ask(next);
    setLimit(rowsAtOnce);
    inbox.clear();
    inbox.moveTo(0);
  };
  return (
    <>
      <p className={styles.explain}>{t('explain')}</p>
      <div className={activity.filters}>
        <Groups group={group} counts={page?.counts} onShow={show} />
        {inbox.ticked.size > 0 && <SelectionBar inbox={inbox} />}
      </div>
      {inbox.failed && (
        <Alert className={styles.failed} color="red">
          {t('failed')}
        </Alert>
      )}
      {page && page.total === 0 && <Nothing group={group} counts={page.counts} onShow={show} />}
      {!page && <TableSkeleton label={t('loading')} />}
      {page && page.total > 0 && (
        <section className={activity.sheet} aria-label={t('list')}>
          <ConflictList rows={page.rows} group={group} inbox={inbox} />
          {page.rows.length < page.total && (
            <Button className={activity.more} variant="subtle" onClick={() => setLimit(limit + rowsAtOnce)}>
              {t('more')}
            </Button>
          )}
        </section>
      )}
      <ConflictKeys />
    </>
  );
}

type GroupsProps = Readonly<{ group: ConflictGroup; counts: ConflictPage['counts'] | undefined; onShow: (group: ConflictGroup) => void }>;

function Groups({ group, counts, onShow }: GroupsProps) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  return (
    <SegmentedControl
      aria-label={t('group.label')}
      value={group}
      onChange={(chosen) => onShow(chosen as ConflictGroup)}
      data={conflictGroups.map((value) => ({ value, label: `${t(`group.${value}`)} ${counts ? format.number(counts[value]) : ''}` }))}
    />
  );
}

function Nothing({ group, counts, onShow }: Omit<GroupsProps, 'counts'> & Readonly<{ counts: ConflictPage['counts'] }>) {
  const { t } = useTranslation('conflicts');
  const icon = <IconArrowsSplit2 aria-hidden />;
  if (group === 'settled') return <EmptyState title={t('noneSettled.title')} icon={icon} />;
  if (group === 'mine' && counts.open > 0) {
    return (
      <EmptyState
        title={t('noneMine.title')}
        icon={icon}
        action={t('noneMine.action', { count: counts.open })}
        onAction={() => onShow('open')}
      />
    );
  }
  return <EmptyState title={t('empty.title')} text={t('empty.text')} icon={icon} />;
}
