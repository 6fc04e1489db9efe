import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { groupOf, type ItemGroup } from '../../domain/dispatching/item-group.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Desk, DispatchView, ItemView } from '../replica/desk.ts';
import { DetailHead } from './DetailHead.tsx';
import styles from './dispatch-screen.module.css';
import { isLeftOut } from './dispatch-stage.ts';
import { HeadActions } from './HeadActions.tsx';
import { ItemLine, itemLinePx } from './ItemLine.tsx';
import { PhonePreview } from './PhonePreview.tsx';
import { PickList } from './PickList.tsx';
import { AfterwardsStrip } from './results/AfterwardsStrip.tsx';
import { ItemSide } from './results/ItemSide.tsx';
import { SettleBox } from './results/SettleBox.tsx';
import { AudienceReview } from './review/AudienceReview.tsx';
import { StateTiles } from './StateTiles.tsx';
import sheet from './sheet.module.css';

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
  const [state, setState] = useState<ItemGroup>();
  const [picked, pick] = useState<string>();
  const items = useStream(useMemo(() => desk.items$(dispatch.id), [desk, dispatch.id]));
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  const shown = items?.filter((item) => state === undefined || groupOf(item.state) === state);
  const item = shown?.find(({ id }) => id === picked) ?? shown?.[0];

  return (
    <section className={`${sheet.surface} ${styles.detail}`} aria-label={t('detail.label')}>
      <div className={styles.main}>
        <DetailHead dispatch={dispatch}>
          <HeadActions desk={desk} dispatch={dispatch} items={items ?? []} onResent={onReplaced} />
        </DetailHead>
        {dispatch.review && <AudienceReview desk={desk} dispatchId={dispatch.id} onReplaced={onReplaced} />}
        {!dispatch.rejected && <StateTiles counts={dispatch.counts} picked={state} onPick={setState} />}
        <AfterwardsStrip desk={desk} dispatchId={dispatch.id} />
        <div className={styles.items}>
          {!shown && <TableSkeleton label={t('loading')} />}
          {shown?.length === 0 && <EmptyState title={dispatch.rejected ? t('detail.rejectedNone') : t('detail.none')} />}
          {shown && shown.length > 0 && (
            <PickList
              label={t('detail.items')}
              items={shown}
              linePx={itemLinePx}
              keyOf={({ id }) => id}
              draw={(one) => <ItemLine item={one} />}
              picked={item?.id}
              onPick={pick}
            />
          )}
        </div>
      </div>
      <ItemSide item={item} settle={item && <SettleBox key={item.id} desk={desk} item={item} />}>
        <PhonePreview
          message={item && messageOf(item, dispatch, products)}
          sender={sender}
          at={item?.at ?? dispatch.at}
          caption={caption(item)}
        />
      </ItemSide>
    </section>
  );

  function caption(one: ItemView | undefined): string {
    if (dispatch.rejected) return '';
    if (!one) return t('preview.none');
    return isLeftOut(groupOf(one.state)) ? t('preview.skipped') : t('preview.of', { name: one.name ?? one.userId });
  }
}

/** What was handed over, or, before that, what would be; nothing for somebody who gets nothing. */
function messageOf(item: ItemView, { text }: DispatchView, products: readonly Product[]): KakaoMessage | undefined {
  if (item.message) return item.message;
  if (isLeftOut(groupOf(item.state))) return undefined;
  const known = item.productIds.flatMap((id) => products.find((product) => product.id === id) ?? []);
  if (known.length === 0) return undefined;
  return composeMessage(known, { ...(text !== undefined && { text }), ...(item.name !== undefined && { name: item.name }) });
}
