import { DispatchPart } from './dispatch-part.ts';
import { FailureCode } from './failure.ts';
import { Hash, Identifier, MemberName, Ulid } from './identifier.ts';
import { PermitRecord } from './permit-record.ts';
import { CatalogueEntry } from './product.ts';
import { Label, Text } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** Where an item may stand; how it moves is `domain/dispatching/item-step.ts`. */
export const itemStates = [
  'pending',
  'eligible',
  'claimed',
  'prepared',
  'committed',
  'ambiguous',
  'accepted',
  'delivered',
  'failed',
  'uncertain',
  'skipped',
  'cancelled',
  'expired',
] as const;
export const ItemState = z.enum(itemStates);
export type ItemState = z.infer<typeof ItemState>;

/** What can happen to an item; each is a fact of its own. */
export const itemSteps = [
  'eligible',
  'skipped',
  'cancelled',
  'expired',
  'claimed',
  'prepared',
  'returned',
  'committed',
  'accepted',
  'failed',
  'released',
  'ambiguous',
  'uncertain',
  'delivered',
] as const;
export const ItemStep = z.enum(itemSteps);
export type ItemStep = z.infer<typeof ItemStep>;

/** How far a dispatch is; how it moves is `domain/dispatching/dispatch-step.ts`. */
export const dispatchStates = [
  'synced',
  'scheduled',
  'checking',
  'sending',
  'held',
  'cancelling',
  'sent',
  'partially_failed',
  'failed',
  'blocked',
  'cancelled',
] as const;
export const DispatchState = z.enum(dispatchStates);
export type DispatchState = z.infer<typeof DispatchState>;

/**
 * Why a dispatch waits; `until` where it goes on by itself then, epoch ms. `restoredAt`: when the store was put back to a backup in which it was
 * open, epoch ms: nobody here knows what of it phones have shown since, and a person resumes or cancels it.
 */
export const Hold = z.strictObject({
  reason: z.enum(['window', 'quota', 'auth', 'balance', 'paused']),
  until: EpochMs.optional(),
  restoredAt: EpochMs.optional(),
});
export type Hold = z.infer<typeof Hold>;

/**
 * `kakao_brand`: an advertisement from the shop's channel. `kakao_alimtalk`: information by an approved template, only ever what became of
 * somebody's consent. A test to oneself is no dispatch: `POST /v1/sending/test`.
 */
export const DispatchChannel = z.enum(['kakao_brand', 'kakao_alimtalk']);
export type DispatchChannel = z.infer<typeof DispatchChannel>;

/** Who brings the messages to the phones. */
export const adapterIds = ['sandbox', 'solapi', 'nhn-cloud', 'kakao-message'] as const;
export const AdapterId = z.enum(adapterIds);
export type AdapterId = z.infer<typeof AdapterId>;

/** What a phone would show: text first, then one card a product; of information the text alone. Made once, by `domain/dispatching`. */
export const KakaoMessage = z.strictObject({
  /** All of it, with the mark of an advertisement and the opt-out line. */
  text: Text,
  /** The marketer's own part of it, variables filled in; absent where the usual words stand. */
  words: Text.optional(),
  senderName: Label.optional(),
  /** `text` may stand in as a text message where KakaoTalk does not deliver. */
  standIn: z.literal(true).optional(),
  cards: z.array(CatalogueEntry.pick({ productId: true, name: true, priceKrw: true, discountKrw: true, imageUrl: true, url: true })),
  /** Of information: the template that `text` was made by, and what its variables are. */
  template: z.strictObject({ code: z.string(), variables: z.record(z.string(), z.string()) }).optional(),
});
export type KakaoMessage = z.infer<typeof KakaoMessage>;

/** Collection `dispatch`: one act of sending. `id` is its command's; counts over its items always sum to the audience (I7). */
export const Dispatch = z.strictObject({
  id: Ulid,
  requestedBy: MemberName,
  at: EpochMs,
  state: DispatchState,
  hold: Hold.optional(),
  /** How often it was held by the machine; numbers the facts of that. */
  holds: z.int().positive().optional(),
  /** Not before; absent is at once. */
  sendAt: EpochMs.optional(),
  /** Whoever was not sent to by then never is. */
  expiresAt: EpochMs,
  /** Of its newest claim; absent before the first. */
  provider: AdapterId.optional(),
  channel: DispatchChannel,
  /** What the marketer wrote instead of the usual words. */
  text: Text.optional(),
  /** Whoever was sent one of the products lately may be sent it again. */
  repeatAllowed: z.literal(true).optional(),
  /** The dispatch whose failed items it sends again. */
  resends: Ulid.optional(),
  /** Of a message to more people than one command may name. */
  part: DispatchPart.optional(),
  counts: z.record(ItemState, z.int().nonnegative()),
});
export type Dispatch = z.infer<typeof Dispatch>;

/** One moment of an item, for the timeline of its recipient. `code` is the provider's own. */
export const ItemMoment = z.strictObject({
  step: ItemStep,
  at: EpochMs,
  attempt: z.int().nonnegative(),
  code: z.string().optional(),
});
export type ItemMoment = z.infer<typeof ItemMoment>;

/** The newest moments that an item keeps. */
export const mostMoments = 40;

/** Collection `dispatchItem`: one recipient of one dispatch. `id` is `hash(dispatchId, userId)`. */
export const DispatchItem = z.strictObject({
  id: Hash,
  dispatchId: Ulid,
  userId: Identifier,
  /** None of a notice. */
  productIds: z.array(Identifier).max(6),
  /** Of a notice: the fact whose result it tells. */
  consentFactId: z.string().optional(),
  state: ItemState,
  /** Why it is `skipped`, `failed`, `expired`, `ambiguous` or `uncertain`. */
  reason: FailureCode.optional(),
  /** When the state was reached. */
  at: EpochMs,
  /** How often it was claimed. */
  attempt: z.int().nonnegative(),
  /** How often it surely did not leave and was to be tried again after a pause. */
  failures: z.int().positive().optional(),
  /** A new attempt is made no sooner than that. */
  notBefore: EpochMs.optional(),
  /** Frozen when it was claimed. */
  message: KakaoMessage.optional(),
  /** What the newest permit said, and when it was asked (I8); no reasons: it may be sent. */
  permit: PermitRecord.optional(),
  /** Whose first attempt it was: no other provider ever takes it over. */
  provider: AdapterId.optional(),
  /** Of the newest attempt, as the three below. */
  batchId: Hash.optional(),
  providerBatchId: z.string().optional(),
  providerMessageId: z.string().optional(),
  /** What the provider said last, as it came. */
  rawCode: z.string().optional(),
  rawText: z.string().optional(),
  via: z.enum(['kakao', 'sms']).optional(),
  /** When the provider took it: from then on it has been sent, whatever is reported of its receipt. */
  acceptedAt: EpochMs.optional(),
  /** Oldest first, at most `mostMoments`. */
  history: z.array(ItemMoment),
});
export type DispatchItem = z.infer<typeof DispatchItem>;
