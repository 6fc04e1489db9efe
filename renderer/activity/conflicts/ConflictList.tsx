import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import work from '../../parts/work-list/work-list.module.css';
import type { ConflictGroup, ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import { type BulkSection, bulkSections } from './bulk-sections.ts';
import { ConflictEntry } from './ConflictEntry.tsx';
import styles from './conflicts.module.css';
import type { Inbox } from './use-inbox.ts';

type Props = Readonly<{ rows: readonly ConflictRow[]; group: ConflictGroup; inbox: Inbox }>;

/** The conflicts, those of one bulk under its head. */
export function ConflictList({ rows, group, inbox }: Props) {
  return bulkSections(rows).map((section) => (
    <section key={`${section.bulk.id} ${section.index}`}>
      {section.bulk.size > 1 && group !== 'settled' && <BulkHead section={section} group={group} inbox={inbox} />}
      <ul className={work.entries}>
        {section.rows.map((row, at) => (
          <ConflictEntry
            key={row.conflict.id}
            row={row}
            active={section.index + at === inbox.active}
            ticked={inbox.ticked.has(row.conflict.id)}
            onTick={() => inbox.tick(row.conflict.id)}
            onPoint={() => inbox.moveTo(section.index + at)}
            onSettle={(keep) => inbox.settle({ kind: 'ids', ids: [row.conflict.id] }, keep)}
          />
        ))}
      </ul>
    </section>
  ));
}

/** One button for everything that a bulk overwrote, also what is not on the page yet. */
function BulkHead({ section: { bulk, by }, group, inbox }: Readonly<{ section: BulkSection; group: ConflictGroup; inbox: Inbox }>) {
  const { t } = useTranslation('conflicts');
  const all = { kind: 'bulk', bulk: bulk.id, group } as const;
  return (
    <div className={styles.bulk}>
      <h2 className={styles.bulkTitle}>{t('bulk.of', { by, count: bulk.size })}</h2>
      <Button size="compact-xs" variant="light" onClick={() => inbox.settle(all, 'lost')}>
        {t('bulk.reapply', { count: bulk.size })}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => inbox.settle(all, 'standing')}>
        {t('bulk.keep')}
      </Button>
    </div>
  );
}
