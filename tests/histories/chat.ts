import type { UpEvent } from '../../contract/up-event.ts';
import { seededRandom } from '../simulate/random.ts';
import { catalogue } from '../simulate/sample.ts';
import { shopperLife } from '../simulate/shopper.ts';

const shoppers = 5;
const marker = { chatId: 'marker', userId: 'marker', productId: 'marker' };

/** The lead that is there once everything said before has been learned from: chat events are folded in their order. */
export const markerLead = `${marker.userId}~${marker.productId}`;

const ids = (...seed: readonly (string | number)[]) => seededRandom('chat', ...seed);

export function productEvents(history: string, occurredAt: number): readonly UpEvent[] {
  const random = ids(history, 'catalogue');
  return catalogue.map((entry) => ({ kind: 'product', ...entry, eventId: random.uuid(), occurredAt }));
}

/** What some shoppers of a history say at a step. */
export function chatEvents(history: string, step: number, count: number, occurredAt: number): readonly UpEvent[] {
  const random = ids(history, step);
  const lives = Array.from({ length: shoppers }, (_, user) => shopperLife(user, ids(history, step, user)));
  return Array.from({ length: count }, () => ({ ...random.pick(lives).next().value, eventId: random.uuid(), occurredAt }) as UpEvent);
}

export const markerEvent = (history: string, look: number, occurredAt: number): UpEvent => ({
  kind: 'searched',
  ...marker,
  eventId: ids(history, 'marker', look).uuid(),
  occurredAt,
});
