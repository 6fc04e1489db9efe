import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import type { MessageSender } from '../../domain/dispatching/compose-message.ts';
import { groupOf } from '../../domain/dispatching/item-group.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Desk, DispatchView, ItemView } from '../replica/desk.ts';
import { DetailHead } from './DetailHead.tsx';
import styles from './dispatch-screen.module.css';
import { isLeftOut } from './dispatch-stage.ts';
import { HeadActions } from './HeadActions.tsx';
import { ItemLine, itemLinePx } from './ItemLine.tsx';
import { type ItemsView, itemsIn, pickedAmong, reasonsAmong } from './items-view.ts';
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
import { useSender } from './use-sender.ts';

type Props = Readonly<{
  desk: Desk;
  dispatch: DispatchView;
  sender: string;
  /** Another dispatch took its place. */
  onReplaced: (dispatchId: string) => void;
}>;

/** One dispatch: what became of each recipient, and their message as the phone shows it. */
export function DispatchDetail({ desk, dispatch, sender, onReplaced }: Props) {
  const { t } = useTranslation('dispatch');
  const [view, look] = useState<ItemsView>({});
  const [picked, pick] = useState<string>();
  const from = useSender(desk);
  const items = useStream(useMemo(() => desk.items$(dispatch.id), [desk, dispatch.id]));
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  const shown = useMemo(() => items && itemsIn(items, view), [items, view]);
  const reasons = useMemo(() => reasonsAmong(items ?? [], view.group), [items, view.group]);
  const at = shown ? pickedAmong(shown, picked) : -1;
  const item = shown?.[at];

  return (
    <section className={`${sheet.surface} ${styles.detail}`} aria-label={t('detail.label')}>
      <div className={styles.main}>
        <DetailHead dispatch={dispatch} onLook={() => look({ group: 'uncertain' })}>
          <HeadActions desk={desk} dispatch={dispatch} items={items ?? []} onResent={onReplaced} />
        </DetailHead>
        {dispatch.review && <AudienceReview desk={desk} dispatchId={dispatch.id} onReplaced={onReplaced} />}
        {!dispatch.rejected && <StateTiles counts={dispatch.counts} picked={view.group} onPick={(group) => look(group ? { group } : {})} />}
        <ReasonChips
          label={t('detail.reasons')}
          counts={reasons}
          picked={view.reason}
          onPick={(reason) => look(({ group }) => ({ ...(group && { group }), ...(reason && { reason }) }))}
        />
        <AfterwardsStrip desk={desk} dispatchId={dispatch.id} />
        <div className={styles.items}>
          {!shown && <TableSkeleton label={t('loading')} />}
          {shown?.length === 0 && <EmptyState title={dispatch.rejected ? t('detail.rejectedNone') : t('detail.none')} />}
          {shown && shown.length > 0 && (
            <PickList
              label={t('detail.items')}
              total={shown.length}
              itemAt={(place) => shown[place]}
              linePx={itemLinePx}
              keyOf={({ id }) => id}
              draw={(one) => <ItemLine item={one} />}
              picked={item}
              at={at}
              onPick={(place) => pick(shown[place]?.id)}
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
            caption={item ? t(isLeftOut(groupOf(item.state)) ? 'preview.skipped' : 'preview.of', { name: item.name ?? item.userId }) : ''}
          />
        )}
        <PreviewPager at={at} of={shown?.length ?? 0} onGo={(to) => pick(shown?.[to]?.id)} />
      </ItemSide>
    </section>
  );
}

/** What was handed over, or, before that, what would be; nothing for somebody who gets nothing. */
function messageOf(item: ItemView, { text }: DispatchView, products: readonly Product[], sender: MessageSender): KakaoMessage | undefined {
  if (item.message) return item.message;
  if (isLeftOut(groupOf(item.state))) return undefined;
  const known = item.productIds.flatMap((id) => products.find((product) => product.id === id) ?? []);
  return shownMessage({ products: known, name: item.name, text, sender });
}
