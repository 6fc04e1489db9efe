import type { DispatchItem, KakaoMessage } from '../../contract/dispatch.ts';
import { messageId } from '../../domain/identity/ids.ts';
import type { Documents } from '../facts/documents.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';

/** Tells the chat client that the user spoke through last what was sent, so that the chat can go on from there; null if they never chatted. */
export function toRecommended(
  documents: Documents,
  { id, userId, dispatchId }: DispatchItem,
  { cards }: KakaoMessage,
  factId: string,
): Outgoing | null {
  const last = documents.get('lastClient', userId);
  if (!last) return null;
  const products = cards.map(({ productId, name, priceKrw, url }) => ({ productId, name, priceKrw, url }));
  return { client: last.client, message: { kind: 'recommended', id: messageId(factId, 'recommended', id), userId, dispatchId, products } };
}
