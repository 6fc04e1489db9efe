import { aPhone } from '../../../contract/testing/build-phone.ts';
import type { UpEvent } from '../../../contract/up-event.ts';
import type { Random } from '../../simulate/random.ts';
import { allLeads, entryOf, productIds, users } from '../shop.ts';
import { dayMs, minuteMs } from './span.ts';

/** Anything that a chat client may say. */
export function eventOf(random: Random, at: number): UpEvent {
  const kind = random.below(12);
  if (kind < 8) return chat(random, at, random.pick(allLeads));
  if (kind < 10) return consented(random, at, random.pick(users), random.chance(0.75));
  return kind === 10 ? product(random, at, random.pick(productIds), random.chance(0.7)) : identified(random, at, random.pick(users));
}

/** A phone's clock is a little wrong; some flush what happened days ago. */
const occurred = (random: Random, at: number) => at - random.below(random.chance(0.1) ? 3 * dayMs : minuteMs);

export function chat(random: Random, at: number, lead: string): UpEvent {
  const [userId = '', productId = ''] = lead.split('~');
  const said = { eventId: random.uuid(), chatId: `c-${userId}`, userId, productId, occurredAt: occurred(random, at) };
  const kind = random.below(3);
  if (kind === 0) return { ...said, kind: 'searched' };
  if (kind === 1) return { ...said, kind: 'questioned', message: '네이비도 있나요?' };
  return { ...said, kind: 'requested', message: random.chance(0.3) ? '불가능' : '선물 포장 부탁드려요' };
}

export const identified = (random: Random, at: number, userId: string): UpEvent => ({
  ...{ kind: 'identified', eventId: random.uuid(), userId, name: `손님 ${userId}`, phone: aPhone(userId) },
  occurredAt: occurred(random, at),
});

export const consented = (random: Random, at: number, userId: string, granted: boolean): UpEvent => ({
  ...{ kind: 'consented', eventId: random.uuid(), userId, purpose: 'ad', channel: 'kakao', granted, evidence: '네' },
  occurredAt: occurred(random, at),
});

export const product = (random: Random, at: number, productId: string, inStock: boolean): UpEvent => ({
  ...{ kind: 'product', eventId: random.uuid(), ...entryOf(productId, inStock) },
  occurredAt: occurred(random, at),
});
