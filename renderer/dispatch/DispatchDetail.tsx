import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import type { MessageSender } from '../../domain/dispatching/compose-message.ts';
import { groupOf, isLeftOut } from '../../domain/dispatching/item-group.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { ItemsView } from '../replica/desk/item-page.ts';
import type { LineQuery } from '../replica/desk/line-page.ts';
import type { Desk, DispatchView, ItemView } from '../replica/desk.ts';
import { DetailHead } from './DetailHead.tsx';
import styles from './dispatch-screen.module.css';
import { HeadActions } from './HeadActions.tsx';
import { ItemLine, itemLinePx } from './ItemLine.tsx';
import { NothingSent } from './NothingSent.tsx';
import { PhonePreview } from './PhonePreview.tsx';
import { PickList } from './PickList.tsx';
import { PreviewPager } from './PreviewPager.tsx';
import { ReasonChips } from './ReasonChips.tsx';
import { AfterwardsStrip } from './results/AfterwardsStrip.tsx';
import { ItemSide } from './results/ItemSide.tsx';
import { SettleBox } from './results/SettleBox.tsx';
import { AudienceReview } from './review/AudienceReview.tsx';
import { StateTiles } from './StateTiles.tsx';
import sheet from './sheet.module.css';
import { shownMessage } from './shown-message.ts';
import { useLines } from './use-lines.ts';
import { useSender } from './use-sender.ts';

type Props = Readonly<{
  desk: Desk;
  dispatch: DispatchView;
  sender: string;
  /** Another dispatch took its place. */
  onReplaced: (dispatchId: string) => void;
}>;

const itemKey = ({ id }: ItemView) => id;

/** One dispatch: what became of each recipient, and their message as the phone shows it. */
export function DispatchDetail({ desk, dispatch, sender, onReplaced }: Props) {
  const { t } = useTranslation('dispatch');
  const [view, look] = useState<ItemsView>({});
  const from = useSender(desk);
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  const list = [dispatch.id, view.group, view.reason].join('~');
  const read$ = useCallback((lines: LineQuery) => desk.items$(dispatch.id, view, lines), [desk, dispatch.id, view]);
  const { page, newest, at, line: item, lineAt, pick, seen } = useLines(list, read$, itemKey);

  return (
    <section className={`${sheet.surface} ${styles.detail}`} aria-label={t('detail.label')}>
      <div className={styles.main}>
        <DetailHead dispatch={dispatch} onLook={() => look({ group: 'uncertain' })}>
          <HeadActions desk={desk} dispatch={dispatch} items={newest} onResent={onReplaced} />
        </DetailHead>
        {dispatch.review && <AudienceReview desk={desk} dispatchId={dispatch.id} onReplaced={onReplaced} />}
        {!dispatch.rejected && <StateTiles counts={dispatch.counts} picked={view.group} onPick={(group) => look(group ? { group } : {})} />}
        <ReasonChips
          label={t('detail.reasons')}
          counts={newest?.reasons ?? []}
          picked={view.reason}
          onPick={(reason) => look(({ group }) => ({ ...(group && { group }), ...(reason && { reason }) }))}
        />
        <AfterwardsStrip desk={desk} dispatchId={dispatch.id} />
        <div className={styles.items}>
          {!newest && <TableSkeleton label={t('loading')} />}
          {page?.total === 0 && <EmptyState title={dispatch.rejected ? t('detail.rejectedNone') : t('detail.none')} />}
          {page && page.total > 0 && (
            <PickList
              label={t('detail.items')}
              total={page.total}
              itemAt={lineAt}
              linePx={itemLinePx}
              keyOf={itemKey}
              draw={(one) => <ItemLine item={one} />}
              picked={item}
              at={at}
              onPick={pick}
              onSeen={seen}
            />
          )}
        </div>
      </div>
      <ItemSide item={item} settle={item && <SettleBox key={item.id} desk={desk} item={item} />}>
        {item && isLeftOut(groupOf(item.state)) && !item.message ? (
          <NothingSent name={item.name ?? item.userId} reason={item.reason} group={groupOf(item.state)} />
        ) : (
          <PhonePreview
            message={item && messageOf(item, dispatch, products, from)}
            sender={from.name ?? sender}
            at={item?.acceptedAt ?? item?.at ?? dispatch.at}
            caption={item ? t(`preview.${captionOf(item)}`, { name: item.name ?? item.userId }) : ''}
          />
        )}
        <PreviewPager at={at} of={page?.total ?? 0} onGo={pick} />
      </ItemSide>
    </section>
  );
}

/** What the phone beside a recipient is: theirs, or of a message that never came. */
function captionOf({ state }: ItemView): 'skipped' | 'failed' | 'of' {
  const group = groupOf(state);
  if (isLeftOut(group)) return 'skipped';
  return group === 'failed' ? 'failed' : 'of';
}

/** What was handed over, or, before that, what would be; nothing for somebody who gets nothing. */
function messageOf(item: ItemView, { text }: DispatchView, products: readonly Product[], sender: MessageSender): KakaoMessage | undefined {
  if (item.message) return item.message;
  if (isLeftOut(groupOf(item.state))) return undefined;
  const known = item.productIds.flatMap((id) => products.find((product) => product.id === id) ?? []);
  return shownMessage({ products: known, name: item.name, text, sender });
}
