import type { Accepted } from '../../../contract/down/accepted.ts';
import type { Refused } from '../../../contract/down/refused.ts';
import type { Rejected } from '../../../contract/down/rejected.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { hash } from '../../../domain/identity/hash.ts';
import { messageId } from '../../../domain/identity/ids.ts';
import type { QuarantinedPacket } from '../port/log.ts';

const answered = (eventId: string, kind: string) => ({
  id: messageId(eventId, kind),
  eventId,
  chatId: '1',
  userId: '39',
  productId: '001',
});

export const anAccepted = (eventId: string): Accepted => ({ kind: 'accepted', ...answered(eventId, 'accepted') });

export const aRefused = (eventId: string): Refused => ({
  kind: 'refused',
  ...answered(eventId, 'refused'),
  requestType: '0',
  reason: 'exactlyImpossible',
});

const rejected = (id: string): Rejected => ({ kind: 'rejected', id, code: 'event.notJson' });

/** Each text is another packet; the same text of one client is a redelivery. */
export function aBadPacket(text: string, change: Partial<QuarantinedPacket> = {}): QuarantinedPacket {
  const { client = 'chatbot' } = change;
  const id = hash(client, text);
  return {
    id,
    client,
    topic: `talklens/v1/shop/${client}/up/searched`,
    code: 'event.notJson',
    bytes: new TextEncoder().encode(text),
    receivedAt: someTime,
    answer: rejected(id),
    ...change,
  };
}
