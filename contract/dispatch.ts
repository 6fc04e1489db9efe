import { FailureCode } from './failure.ts';
import { Hash, Identifier, MemberName, Ulid } from './identifier.ts';
import { CatalogueEntry } from './product.ts';
import { Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/**
 * queued -> sending -> sent | failed | uncertain
 *    |  \-> skipped (named reason)
 *    \----> cancelled
 */
export const itemStates = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped', 'cancelled'] as const;
export const ItemState = z.enum(itemStates);
export type ItemState = z.infer<typeof ItemState>;

/** Who brings the messages to the phones. */
export const adapterIds = ['sandbox', 'solapi', 'nhn-cloud', 'kakao-message'] as const;
export const AdapterId = z.enum(adapterIds);
export type AdapterId = z.infer<typeof AdapterId>;

/** What a phone would show: text first, then one card a product. Made once, by `domain/dispatching`. */
export const KakaoMessage = z.strictObject({
  text: Text,
  cards: z.array(CatalogueEntry.pick({ productId: true, name: true, priceKrw: true, discountKrw: true, imageUrl: true, url: true })),
});
export type KakaoMessage = z.infer<typeof KakaoMessage>;

/** Collection `dispatch`: one act of sending. `id` is its command's; counts over its items always sum to the audience. */
export const Dispatch = z.strictObject({
  id: Ulid,
  requestedBy: MemberName,
  at: EpochMs,
  counts: z.record(ItemState, z.int().nonnegative()),
});
export type Dispatch = z.infer<typeof Dispatch>;

/** Collection `dispatchItem`: one recipient of one dispatch. `id` is `hash(dispatchId, userId)`. */
export const DispatchItem = z.strictObject({
  id: Hash,
  dispatchId: Ulid,
  userId: Identifier,
  productIds: z.array(Identifier).min(1).max(6),
  state: ItemState,
  /** Why it is `skipped`, `failed` or `uncertain`. */
  reason: FailureCode.optional(),
  /** When the state was reached. */
  at: EpochMs,
  attempt: z.int().nonnegative(),
  /** Frozen when it was handed to the provider. */
  message: KakaoMessage.optional(),
});
export type DispatchItem = z.infer<typeof DispatchItem>;
