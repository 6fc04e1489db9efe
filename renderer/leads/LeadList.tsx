import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../contract/product.ts';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useSteady } from '../parts/use-steady.ts';
import { useStream } from '../parts/use-stream.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import type { Desk } from '../replica/desk.ts';
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
  newId: () => string;
  onSeen: (first: number, last: number) => void;
}>;

const noPage: LeadPage = {
  rows: [],
  offset: 0,
  total: 0,
  all: 0,
  facets: { products: [], statuses: [], bands: [], assignees: [], tags: [] },
};
const noMembers: readonly string[] = [];
const noProducts: readonly Product[] = [];

/** The table with what is ticked, active and open in it. Whatever is handed down stays the same while what it shows does. */
export const LeadList = memo(function LeadList({ desk, page: answered, newId, onSeen }: Props) {
  const { t } = useTranslation('leads');
  const page = answered ?? noPage;
  const filter = useUiStore((state) => state.filter);
  const sort = useUiStore((state) => state.sort);
  const sortBy = useUiStore((state) => state.sortBy);
  const clear = useUiStore((state) => state.clear);
  const density = useUiStore((state) => state.density);
  const question = useMemo(() => ({ filter, sort }), [filter, sort]);
  const { active, moveTo } = useActiveRow(question);
  const { selected, tick, tickMatching, clear: untick } = useLeadSelection(desk, question, page);
  const { opened, open, step, close } = useOpenLead(desk, question, page, moveTo);
  const { patch, settle, failed, hush } = usePatching(desk);
  const members = useStream(useMemo(() => desk.members$(), [desk])) ?? noMembers;
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? noProducts;
  const productById = useMemo(() => new Map(products.map((product) => [product.id, product])), [products]);
  const count = countSelected(selected, page.total);
  const bulk = useBulkChange(selected, count, patch);
  const tags = useMemo(() => page.facets.tags.map(({ value }) => value), [page.facets.tags]);
  const tickRow = useSteady((index: number, extend: boolean) => {
    moveTo(index);
    void tick(index, extend);
  });
  const tickAll = useSteady(() => (count === page.total ? untick() : tickMatching()));
  const sendSelected = useSteady(() => useUiStore.getState().compose(toLeadSelection(selected)));

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
          <NoLeads desk={desk} all={page.all} onClear={clear} />
        ) : (
          <LeadTable
            key={density}
            page={page}
            sort={sort}
            rowPx={rowHeightPx[density]}
            selected={selected}
            active={active}
            onSort={sortBy}
            onTick={tickRow}
            onTickAll={tickAll}
            onOpen={open}
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
            onSend={sendSelected}
            onSelectMatching={tickMatching}
            onClear={untick}
          />
        )}
      </div>
      <KeyHints />
      <LeadDrawer
        desk={desk}
        id={opened?.id}
        index={opened?.index ?? 0}
        total={opened ? page.total : 0}
        pending={opened !== undefined && page.rows.some(({ id, pending }) => pending && id === opened.id)}
        members={members}
        tags={tags}
        products={productById}
        newId={newId}
        patch={patch}
        settle={settle}
        onStep={step}
        onClose={close}
      />
      <ConfirmChange change={bulk.asked} count={bulk.asked ? count : 0} onConfirm={bulk.confirm} onClose={bulk.cancel} />
    </>
  );
});
