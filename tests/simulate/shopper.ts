import type { UpEvent } from '../../contract/up-event.ts';
import type { Random } from './random.ts';
import { catalogue, conversations } from './sample.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a shopper does next, before it is given its id and time. */
export type Deed = Without<UpEvent, 'eventId' | 'occurredAt'>;

/** How often a shopper does what; shares of 1. */
const habit = {
  asks: 0.7,
  asksAgain: 0.35,
  requests: 0.45,
  requestsTheImpossible: 0.2,
  identifies: 0.75,
  consents: 0.7,
  atNight: 0.2,
  withdraws: 0.12,
};

/**
 * One shopper's life, without end: chats about products of categories that go together; after the first chat some say who
 * they are, some of those consent to advertising, and some of those withdraw it later.
 */
export function* shopperLife(userIndex: number, random: Random): Generator<Deed, never> {
  const userId = `shopper-${String(userIndex + 1).padStart(4, '0')}`;
  const liked = likedProducts(random);
  yield* chat(userId, 1, liked, random);
  const consented = yield* introduction(userId, userIndex, random);
  let granted = consented;
  for (let chatNo = 2; ; chatNo += 1) {
    yield* chat(userId, chatNo, liked, random);
    if (granted && random.chance(habit.withdraws)) {
      granted = false;
      yield consent(userId, 'ad', false, random);
    }
  }
}

function likedProducts(random: Random) {
  const categories = random.pick(conversations.bundles);
  return catalogue.filter(({ category }) => categories.includes(category));
}

function* chat(userId: string, chatNo: number, liked: typeof catalogue, random: Random): Generator<Deed> {
  const { productId, category } = random.pick(liked);
  const about = { chatId: `${userId}.chat-${chatNo}`, userId, productId };
  yield { kind: 'searched', ...about };
  if (random.chance(habit.asks)) yield { kind: 'questioned', ...about, message: question(category, random) };
  if (random.chance(habit.asksAgain)) yield { kind: 'questioned', ...about, message: question(category, random) };
  if (random.chance(habit.requests)) yield { kind: 'requested', ...about, message: request(random) };
}

const question = (category: string, random: Random) => random.pick(conversations.questions[category] ?? []);

const request = (random: Random) =>
  random.chance(habit.requestsTheImpossible) ? conversations.refusedRequest : random.pick(conversations.requests);

/** Returns whether advertising was consented to. */
function* introduction(userId: string, userIndex: number, random: Random): Generator<Deed, boolean> {
  if (!random.chance(habit.identifies)) return false;
  const name = random.pick(conversations.familyNames) + random.pick(conversations.givenNames);
  yield { kind: 'identified', userId, name, phone: `010-1000-${String(userIndex % 10_000).padStart(4, '0')}` };
  if (!random.chance(habit.consents)) return false;
  yield consent(userId, 'ad', true, random);
  if (random.chance(habit.atNight)) yield consent(userId, 'night-ad', true, random);
  return true;
}

const consent = (userId: string, purpose: 'ad' | 'night-ad', granted: boolean, random: Random): Deed => ({
  kind: 'consented',
  userId,
  purpose,
  channel: 'kakao',
  granted,
  evidence: random.pick(granted ? conversations.evidence.granted : conversations.evidence.withdrawn),
});
