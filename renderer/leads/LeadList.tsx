import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Desk, LeadPage } from '../replica/desk.ts';
import { rowHeightPx } from '../theme/density.ts';
import { useUiStore } from '../ui-state/store.ts';
import { actOnKey } from './act-on-key.ts';
import { BulkBar } from './BulkBar.tsx';
import { ConfirmChange } from './ConfirmChange.tsx';
import { LeadDrawer } from './drawer/LeadDrawer.tsx';
import { FailedChange } from './FailedChange.tsx';
import { KeyHints } from './KeyHints.tsx';
import { LeadTable } from './LeadTable.tsx';
import { countSelected, toLeadSelection } from './lead-selection.ts';
import styles from './leads-screen.module.css';
import { NoLeads } from './NoLeads.tsx';
import { moved, useActiveRow } from './use-active-row.ts';
import { useBulkChange } from './use-bulk-change.ts';
import { useLeadKeys } from './use-lead-keys.ts';
import { useLeadSelection } from './use-lead-selection.ts';
import { useOpenLead } from './use-open-lead.ts';
import { usePatching } from './use-patching.ts';

type Props = Readonly<{
  desk: Desk;
  /** Absent until the replica has answered for the first time. */
  page: LeadPage | undefined;
  filling: boolean;
  newId: () => string;
  onSeen: (first: number, last: number) => void;
}>;

const noPage: LeadPage = { rows: [], offset: 0, total: 0, all: 0, facets: { products: [], statuses: [], assignees: [], tags: [] } };

/** The table with what is ticked, active and open in it. */
export function LeadList({ desk, page: answered, filling, newId, onSeen }: Props) {
  const { t } = useTranslation('leads');
  const page = answered ?? noPage;
  const { filter, sort, sortBy, clear, density, compose } = useUiStore();
  const question = useMemo(() => ({ filter, sort }), [filter, sort]);
  const { active, moveTo } = useActiveRow(question);
  const { selected, tick, tickMatching, clear: untick } = useLeadSelection(desk, question, page);
  const { opened, open, step, close } = useOpenLead(desk, question, page, moveTo);
  const { patch, settle, failed, hush } = usePatching(desk);
  const members = useStream(useMemo(() => desk.members$(), [desk])) ?? [];
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  const productById = useMemo(() => new Map(products.map((product) => [product.id, product])), [products]);
  const count = countSelected(selected, page.total);
  const bulk = useBulkChange(selected, count, patch);
  const tags = page.facets.tags.map(({ value }) => value);

  useLeadKeys((key) =>
    actOnKey(key, {
      move: (by) => moveTo(moved(active, by, page.total)),
      tick: (extend) => void tick(active, extend),
      all: tickMatching,
      open: () => void open(active),
      clear: count > 0 ? untick : undefined,
    }),
  );

  if (!answered) return <TableSkeleton label={t('loading')} rows={16} />;
  return (
    <>
      {failed && <FailedChange onClose={hush} />}
      <div className={styles.table} data-selecting={count > 0 || undefined}>
        {page.total === 0 ? (
          <NoLeads all={page.all} filling={filling} onClear={clear} />
        ) : (
          <LeadTable
            key={density}
            page={page}
            sort={sort}
            rowPx={rowHeightPx[density]}
            selected={selected}
            active={active}
            onSort={sortBy}
            onTick={(index, extend) => {
              moveTo(index);
              void tick(index, extend);
            }}
            onTickAll={count === page.total ? untick : tickMatching}
            onOpen={(index) => void open(index)}
            onSeen={onSeen}
          />
        )}
        {count > 0 && (
          <BulkBar
            count={count}
            total={page.total}
            members={members}
            tags={tags}
            newId={newId}
            onChange={bulk.change}
            onSend={() => compose(toLeadSelection(selected))}
            onSelectMatching={tickMatching}
            onClear={untick}
          />
        )}
      </div>
      <KeyHints />
      <LeadDrawer
        desk={desk}
        id={opened?.id}
        position={{ index: opened?.index ?? 0, total: page.total }}
        pending={page.rows.some(({ id, pending }) => pending && id === opened?.id)}
        members={members}
        tags={tags}
        products={productById}
        newId={newId}
        patch={patch}
        settle={settle}
        onStep={(by) => void step(by)}
        onClose={close}
      />
      <ConfirmChange change={bulk.asked} count={count} onConfirm={bulk.confirm} onClose={bulk.cancel} />
    </>
  );
}
