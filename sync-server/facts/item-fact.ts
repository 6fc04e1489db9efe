import type { DispatchItem } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { ItemStep } from '../../domain/dispatching/item-step.ts';
import { dispatchFactId } from '../../domain/identity/ids.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import { digest } from './digest.ts';

type NewStep = Readonly<{
  item: Pick<DispatchItem, 'id' | 'dispatchId' | 'userId'>;
  step: ItemStep;
  attempt: number;
  reason?: FailureCode;
  message?: DispatchItem['message'];
}>;

export type StepAuthor = Readonly<{ by: string; now: number; hmacKey: Uint8Array }>;

/** One step of an item as a fact; unique by item, attempt and step, so that a step is taken once (I7). */
export function toItemFact({ item, step, attempt, reason, message }: NewStep, { by, now, hmacKey }: StepAuthor): DispatchFact {
  const place = { itemId: item.id, dispatchId: item.dispatchId, userId: item.userId, step, attempt };
  const body = { ...place, ...(reason && { reason }), ...(message && { message }) };
  return {
    kind: 'dispatch',
    factId: dispatchFactId(item.id, attempt, step),
    at: now,
    receivedAt: now,
    clamped: false,
    by,
    digest: digest(hmacKey, by, body),
    body,
    personal: [],
  };
}
