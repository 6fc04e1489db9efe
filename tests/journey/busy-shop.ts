import { randomUUID } from 'node:crypto';
import type { UpEvent } from '../../contract/up-event.ts';
import { catalogue, conversations } from '../simulate/sample.ts';

const productsAtOnce = 20;
const talksPerShopper = 5;
const minuteMs = 60_000;

/** What shoppers, each by a name of her own, said up to now about five products each: as many leads as asked for. */
export function busyShop(leads: number, now: number): readonly UpEvent[] {
  const products = catalogue.slice(0, productsAtOnce);
  const shoppers = Array.from({ length: Math.ceil(leads / talksPerShopper) }, (_, at) => `shopper-${at + 1}`);
  const talk = Array.from({ length: leads }, (_, at) => ({
    ...{ eventId: randomUUID(), occurredAt: now - (at % 90) * minuteMs, chatId: 'chat-1' },
    userId: shoppers[Math.floor(at / talksPerShopper)] ?? '',
    productId: products[(at * 7) % productsAtOnce]?.productId ?? '',
  }));
  return [
    ...products.map((product): UpEvent => ({ kind: 'product', eventId: randomUUID(), occurredAt: now, ...product })),
    ...shoppers.map((userId, at): UpEvent => ({ kind: 'identified', eventId: randomUUID(), occurredAt: now, userId, name: nameOf(at) })),
    ...talk.map(
      (said, at): UpEvent => (at % 3 === 0 ? { kind: 'questioned', ...said, message: questionOf(at) } : { kind: 'searched', ...said }),
    ),
  ];
}

/** A different one for each of the first `familyNames * givenNames` shoppers. */
export function nameOf(at: number): string {
  const { familyNames, givenNames } = conversations;
  return `${familyNames[at % familyNames.length]}${givenNames[(at + Math.floor(at / familyNames.length)) % givenNames.length]}`;
}

function questionOf(at: number): string {
  const questions = Object.values(conversations.questions).flat();
  return questions[at % questions.length] ?? '';
}
