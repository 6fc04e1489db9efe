import type { AdapterId, KakaoMessage } from '../../contract/dispatch.ts';
import type { SendError, SendErrorClass } from '../../domain/dispatching/send-error.ts';

/** What a provider can do, so that the machine asks for nothing that it cannot. */
export type Capabilities = Readonly<{
  maxBatch: number;
  /** One call carries one message to all its recipients: of a batch that mixes them only one lot is sent, the others are given back. */
  oneMessage?: true;
  /** A batch is made at the provider and named by it before anything leaves; the name is persisted in between. */
  twoPhase: boolean;
  /** What the provider does with the same batch a second time. The machine never relies on it (I7). */
  idempotency: 'none' | 'sameBatch' | 'reject10min';
  receipts: 'webhook+poll' | 'poll' | 'none';
  addressing: 'phone' | 'kakaoUuid';
  /** A text message stands in for what KakaoTalk does not deliver, where a message says that it may. */
  standIn?: true;
  /** Whether it can be asked what became of a batch. Where it cannot, an ambiguous answer is a person's to decide. */
  lookUp: boolean;
  /** When it takes anything at all, in minutes of the day in Seoul. */
  window?: Readonly<{ fromMinute: number; toMinute: number }>;
}>;

/** One message. `itemId` and `attempt` together are made at most once. */
export type BatchItem = Readonly<{
  itemId: string;
  attempt: number;
  userId: string;
  phone?: string;
  kakaoUuid?: string;
  message: KakaoMessage;
}>;

/** What leaves in one call. `providerBatchId` is what `prepare` answered, once that is persisted. */
export type Batch = Readonly<{
  workspace: string;
  batchId: string;
  dispatchId: string;
  items: readonly BatchItem[];
  providerBatchId?: string;
}>;

export type { SendError, SendErrorClass };

export type ItemResult = Readonly<
  { itemId: string; providerMessageId?: string } & ({ status: 'accepted' } | { status: 'rejected'; error: SendError })
>;

export type BatchOutcome = Readonly<
  | { kind: 'answered'; items: readonly ItemResult[]; providerBatchId?: string }
  /** Surely nothing of it was sent. */
  | { kind: 'rejected'; error: SendError }
  /** It may have been sent: never sent again blindly (I7). */
  | { kind: 'ambiguous'; error: SendError }
>;

/** What a provider says later of one item, named by one of the two ids. */
export type ItemReport = Readonly<{
  itemId?: string;
  providerMessageId?: string;
  /** The batch that it is of, as the provider calls it, where it says so. */
  providerBatchId?: string;
  status: 'accepted' | 'delivered' | 'failed' | 'uncertain' | 'notSent';
  /** Epoch ms. */
  at: number;
  via?: 'kakao' | 'sms';
  error?: SendError;
  raw: Readonly<{ code: string; text: string }>;
  /** Of the report: the same one that comes again has the same. */
  key: string;
}>;

/** A number that wants no advertising, as the provider writes it, and when that was said: epoch ms by the provider's clock. */
export type ListedOptOut = Readonly<{ number: string; at: number }>;

export type Prepared = Readonly<
  | { kind: 'prepared'; providerBatchId?: string }
  | { kind: 'rejected'; error: SendError }
  /** Harmless: nothing was committed. */
  | { kind: 'ambiguous'; error: SendError }
>;

export type Health = Readonly<
  { ok: true; balanceKrw?: number } | { ok: false; reason: 'auth' | 'balance' | 'maintenance' | 'unreachable' }
>;

/**
 * Whoever brings messages to phones. The machine persists before and after each call; an adapter keeps nothing and never tries again by
 * itself.
 */
export interface SendAdapter {
  readonly id: AdapterId;
  readonly capabilities: Capabilities;
  /** Of two phases: the batch made at the provider and filled. One phase: `prepared`, and nothing is called. */
  prepare(batch: Batch): Promise<Prepared>;
  /** Takes a prepared batch back that will never be committed, so that nothing of it stays there to be sent by a person; never throws. */
  discard?(batch: Batch): Promise<void>;
  /** Exactly one HTTP attempt with its own time-out; what it throws is taken as `ambiguous` (I7). */
  commit(batch: Batch): Promise<BatchOutcome>;
  /** `notSent` only where the provider surely does not have it and a call on its way can no longer arrive. */
  lookUp(batch: Batch): Promise<readonly ItemReport[] | 'unknown'>;
  /** Reports of a stretch of time, epoch ms, and perhaps others; throws where they cannot be read. */
  poll?(workspace: string, since: number, until: number): Promise<readonly ItemReport[]>;
  /** Everybody who refused at the provider, by its free number; absent where it keeps no such list. Throws where it cannot be read whole. */
  optOuts?(): Promise<readonly ListedOptOut[]>;
  /** Safe to process twice. */
  parseWebhook?(headers: Readonly<Record<string, string>>, body: Uint8Array): readonly ItemReport[];
  health(workspace: string): Promise<Health>;
}
