import { Alert, Button } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';
import { KeyLegend } from '../parts/KeyLegend.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useListKeys } from '../parts/use-list-keys.ts';
import { useNow } from '../parts/use-now.ts';
import { useStream } from '../parts/use-stream.ts';
import { TickedBar } from '../parts/work-list/TickedBar.tsx';
import work from '../parts/work-list/work-list.module.css';
import { type ConsentTaskPage, taskId } from '../replica/consents/consent-task.ts';
import type { Desk } from '../replica/desk.ts';
import styles from './consents.module.css';
import { TaskDialog } from './TaskDialog.tsx';
import { TaskEntry } from './TaskEntry.tsx';
import { type Asked, TaskFilter } from './TaskFilter.tsx';
import { pressesControl, taskKey } from './task-keys.ts';
import { type TaskList, useTaskList } from './use-task-list.ts';

/** Rows of a first look, and by how many more is more. */
const rowsAtOnce = 200;
/** Days left are counted anew this often. */
const tickMs = 60_000;
const reading = { read: taskKey, presses: pressesControl };
const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['N'], words: 'keys.do' },
  { keys: ['O'], words: 'keys.open' },
  { keys: ['X'], words: 'keys.select' },
  { keys: ['Ctrl', 'A'], words: 'keys.all' },
] as const;

/** What the law has the shop tell people about their consents, and ask them again; by due day, offline too. */
export function ConsentsScreen({ desk }: Readonly<{ desk: Desk }>) {
  const { t } = useTranslation(['consents', 'common']);
  const [asked, ask] = useState<Asked>({ kind: 'notice' });
  const [limit, setLimit] = useState(rowsAtOnce);
  const [failed, setFailed] = useState(false);
  const query = useDeferredValue(asked);
  const page = useStream(useMemo(() => desk.consentTasks$({ ...query, limit }), [desk, query, limit]));
  const list = useTaskList(page);
  const now = useNow(tickMs);
  useListKeys(reading, list.press);

  const done = (stored: Promise<void>) => {
    list.clear();
    list.close();
    stored.then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return (
    <div className={work.screen}>
      <PageHeader title={t('common:screens.consents')} />
      <div className={work.head}>
        <TaskFilter asked={asked} counts={page?.counts} onAsk={ask} />
        {list.ticked.size > 0 && <SelectionBar list={list} kind={asked.kind} />}
        <p className={styles.explain}>{t(`explain.${asked.kind}`)}</p>
      </div>
      {failed && (
        <Alert className={work.failed} color="red">
          {t('failed')}
        </Alert>
      )}
      {!page && <TableSkeleton label={t('loading')} />}
      {page?.total === 0 && <Nothing asked={asked} page={page} onClear={() => ask({ kind: asked.kind })} />}
      {page && page.total > 0 && (
        <section className={work.sheet} aria-label={t('list')}>
          <ul className={work.entries}>
            {page.rows.map((row, index) => (
              <TaskEntry
                key={taskId(row)}
                row={row}
                now={now}
                active={index === list.active}
                ticked={list.ticked.has(taskId(row))}
                onTick={() => list.tick(taskId(row))}
                onPoint={() => list.moveTo(index)}
                onDo={() => list.open([row])}
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
      <KeyLegend hints={hints.map(({ keys, words }) => ({ keys, words: t(words) }))} />
      <TaskDialog desk={desk} rows={list.doing} now={now} onDone={done} onClose={list.close} />
    </div>
  );
}

/** What can be done with everything that is ticked. */
function SelectionBar({ list: { ticked, doHere, clear }, kind }: Readonly<{ list: TaskList; kind: Asked['kind'] }>) {
  const { t } = useTranslation('consents');
  return (
    <TickedBar count={t('selected', { count: ticked.size })} clear={t('clear')} onClear={clear}>
      <Button size="compact-sm" onClick={doHere}>
        {t(`do.${kind}`)}
      </Button>
    </TickedBar>
  );
}

/** Nothing is owed, or nothing of it is what was asked for. */
function Nothing({ asked, page, onClear }: Readonly<{ asked: Asked; page: ConsentTaskPage; onClear: () => void }>) {
  const { t } = useTranslation('consents');
  const icon = <IconUserCheck size={28} stroke={1.5} />;
  if (page.counts[asked.kind].all > 0)
    return <EmptyState icon={icon} title={t('empty.none.title')} action={t('empty.none.action')} onAction={onClear} />;
  return <EmptyState icon={icon} title={t(`empty.${asked.kind}.title`)} text={t(`empty.${asked.kind}.text`)} />;
}
