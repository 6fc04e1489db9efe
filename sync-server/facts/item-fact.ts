import type { DispatchItem, Hold, ItemStep, KakaoMessage } from '../../contract/dispatch.ts';
import type { StepDetail } from '../../domain/dispatching/item-step.ts';
import { dispatchFactId } from '../../domain/identity/ids.ts';
import { clampAt } from '../../domain/time/clamp.ts';
import type { DispatchBody, DispatchFact, PersonalPart } from '../store/port/fact.ts';
import { digest } from './digest.ts';
import { personalOf } from './personal.ts';

type NewStep = StepDetail &
  Readonly<{
    item: Pick<DispatchItem, 'id' | 'dispatchId' | 'userId'>;
    step: ItemStep;
    attempt: number;
    /** The server that claims it. */
    holder?: string;
    /** What a report is known by, where the step is one. */
    key?: string;
    /** By another machine's clock, epoch ms; absent is now. */
    at?: number;
    /** The message as it would be for somebody whose name is not known, where it has their name: the row keeps this one (I2). */
    unnamed?: KakaoMessage;
  }>;

export type StepAuthor = Readonly<{ by: string; now: number; hmacKey: Uint8Array }>;

/** One step of an item as a fact; unique by item, attempt and step, so that a step is taken once (I7). */
export function toItemFact({ item, step, attempt, key, at, unnamed, ...detail }: NewStep, author: StepAuthor): DispatchFact {
  const body = { itemId: item.id, dispatchId: item.dispatchId, userId: item.userId, step, attempt, ...detail };
  const whole = toFact(dispatchFactId(item.id, attempt, step, key), body, author);
  const fact =
    unnamed && detail.message ? { ...whole, body: { ...body, message: unnamed }, personal: [toNamed(item, detail.message)] } : whole;
  return at === undefined ? fact : { ...fact, at: clampAt(at, author.now), clamped: clampAt(at, author.now) !== at };
}

const toNamed = ({ userId }: NewStep['item'], { text, words }: KakaoMessage): PersonalPart => ({
  person: userId,
  part: { text, ...(words !== undefined && { words }) },
});

/** The message of a step as it left; without the name once that was erased. */
export const messageOf = ({ message }: StepDetail, personal: DispatchFact['personal']): KakaoMessage | undefined =>
  message && { ...message, ...personalOf({ personal }) };

/** That a dispatch stopped; `number` is one more than it was held before. */
export const toHeldFact = (dispatchId: string, number: number, hold: Hold, author: StepAuthor): DispatchFact =>
  toFact(dispatchFactId(dispatchId, number, 'held'), { dispatchId, step: 'held', number, hold }, author);

const toFact = (factId: string, body: DispatchBody, { by, now, hmacKey }: StepAuthor): DispatchFact => ({
  kind: 'dispatch',
  factId,
  at: now,
  receivedAt: now,
  clamped: false,
  by,
  digest: digest(hmacKey, by, body),
  body,
  personal: [],
});
