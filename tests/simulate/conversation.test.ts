import { expect, test } from 'vitest';
import { UpEvent } from '../../contract/up-event.ts';
import { catalogueUtterances, conversation, type Play, type Utterance } from './conversation.ts';
import { take } from './take.ts';

const play: Play = { seed: 'a seed', startedAt: 1_790_000_000_000, users: 50, clients: 4 };
const everySecond = (index: number) => play.startedAt + index * 1_000;
const said = (change: Partial<Play> = {}, count = 3_000): readonly Utterance[] => [
  ...take(conversation({ ...play, ...change }, everySecond), count),
];
const events = (utterances: readonly Utterance[]) => utterances.map(({ event }) => event);

test('given the same seed and time, shoppers say the same; given another seed, something else', () => {
  expect(said()).toEqual(said());
  expect(said({ seed: 'another' })).not.toEqual(said());
});

test('given the same seed at another time, shoppers say the same under new ids', () => {
  const later = events(said({ startedAt: play.startedAt + 1 }));

  const idsBefore = new Set(events(said()).map(({ eventId }) => eventId));
  expect(later.filter(({ eventId }) => idsBefore.has(eventId))).toEqual([]);
  expect(later.map(({ eventId: _, ...rest }) => rest)).toEqual(events(said()).map(({ eventId: _, ...rest }) => rest));
});

test('given what shoppers and the catalogue say, every event is in the contract and has its own id', () => {
  const all = [...events(catalogueUtterances(play)), ...events(said())];

  expect(all.map((event) => UpEvent.parse(event))).toEqual(all);
  expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
});

test('given a shopper, everything they say goes through one client', () => {
  const clientsOf = new Map<string, Set<number>>();
  for (const { client, event } of said()) {
    if ('userId' in event) clientsOf.set(event.userId, (clientsOf.get(event.userId) ?? new Set()).add(client));
  }

  expect([...clientsOf.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(new Set(said().map(({ client }) => client))).toEqual(new Set([0, 1, 2, 3]));
});

test('given a chat, it begins with a search of what is asked about and requested in it', () => {
  const searched = new Set<string>();
  const before = events(said()).filter((event) => {
    if (!('chatId' in event)) return false;
    const place = `${event.chatId} ${event.productId}`;
    if (event.kind === 'searched') searched.add(place);
    return !searched.has(place);
  });

  expect(before).toEqual([]);
});

test('given enough talk, some consent, some of those withdraw, and some requests are to be refused', () => {
  const all = events(said());
  const consents = all.flatMap((event) => (event.kind === 'consented' && event.purpose === 'ad' ? [event] : []));
  const requests = all.flatMap((event) => (event.kind === 'requested' ? [event.message] : []));

  const granted = new Set(consents.filter((consent) => consent.granted).map(({ userId }) => userId));
  const withdrawn = consents.filter((consent) => !consent.granted).map(({ userId }) => userId);
  expect(granted.size).toBeGreaterThan(10);
  expect(withdrawn.length).toBeGreaterThan(0);
  expect(withdrawn.filter((userId) => !granted.has(userId))).toEqual([]);
  expect(requests.filter((message) => message === '불가능').length).toBeGreaterThan(10);
  expect(requests.filter((message) => message !== '불가능').length).toBeGreaterThan(10);
});
