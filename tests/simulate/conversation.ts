import type { UpEvent } from '../../contract/up-event.ts';
import { type Random, seededRandom } from './random.ts';
import { catalogue } from './sample.ts';
import { type Deed, shopperLife } from './shopper.ts';

/** `startedAt` (epoch ms) is part of every event's id: the same seed may be played again without reusing an id. */
export type Play = Readonly<{ seed: string; startedAt: number; users: number; clients: number }>;

/** One event and the number of the chat client, from 0, that says it: a user stays with one client. */
export type Utterance = Readonly<{ client: number; event: UpEvent }>;

/** What all shoppers say, without end. `occurredAt` tells the time of the n-th utterance, from 0. */
export function* conversation(
  { seed, startedAt, users, clients }: Play,
  occurredAt: (index: number) => number,
): Generator<Utterance, never> {
  const lives = Array.from({ length: users }, (_, user) => shopperLife(user, seededRandom(seed, 'shopper', user)));
  const turns = seededRandom(seed, 'turns');
  const ids = seededRandom(seed, 'ids', startedAt);
  for (let index = 0; ; index += 1) {
    const user = nextSpeaker(users, turns);
    const deed = (lives[user] as Generator<Deed, never>).next().value;
    yield { client: user % clients, event: { ...deed, eventId: ids.uuid(), occurredAt: occurredAt(index) } };
  }
}

/** Some shoppers talk more than others: the lower of two draws speaks. */
const nextSpeaker = (users: number, random: Random) => Math.min(random.below(users), random.below(users));

/** The sample catalogue as `product` events of the first client, so that products have names. */
export function catalogueUtterances({ seed, startedAt }: Play): readonly Utterance[] {
  const ids = seededRandom(seed, 'catalogue', startedAt);
  return catalogue.map((entry) => ({ client: 0, event: { kind: 'product', ...entry, eventId: ids.uuid(), occurredAt: startedAt } }));
}
