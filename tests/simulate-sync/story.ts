import type { LeadStatus } from '../../contract/lead.ts';
import { leadStatuses } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { aPhone } from '../../contract/testing/build-phone.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import type { Random } from '../simulate/random.ts';
import { seededRandom } from '../simulate/random.ts';
import type { Weather } from './link.ts';
import { clients, entryOf, members, productIds, tags, users } from './shop.ts';

/** What happens in a shop at one moment; `choice` picks among what there is then. Plain data, so that a part of it can be left out. */
export type Step = Readonly<{ at: number }> &
  (
    | Readonly<{ do: 'publish'; client: number; event: UpEvent }>
    | Readonly<{ do: 'patch'; desk: number; leads: readonly string[]; field: LeadField; to?: string }>
    | Readonly<{
        do: 'undo' | 'decide' | 'cancel' | 'pause' | 'resume' | 'resend' | 'settle' | 'review' | 'dismiss';
        desk: number;
        choice: number;
      }>
    | Readonly<{ do: 'dispatch'; desk: number; leads: readonly string[]; productId: string; anyway: boolean }>
    /** The shop lets people be written to again and again, so that much is sent. */
    | Readonly<{ do: 'limits'; desk: number }>
    | Readonly<{ do: 'weather'; weather: Weather }>
    | Readonly<{ do: 'kill' | 'sleep' | 'partition' | 'quota'; desk: number; ms: number }>
    /** Closes the desk, or the lid: nobody works while everybody is away. Never left out. */
    | Readonly<{ do: 'leave'; desk: number; ms: number; how: 'close' | 'sleep' }>
    | Readonly<{ do: 'deaf'; desk: number }>
    | Readonly<{ do: 'crash' | 'diskFull'; ms: number }>
    | Readonly<{ do: 'cut'; client: number }>
    | Readonly<{ do: 'rebuild' }>
  );

export type Story = Readonly<{ seed: number; startAt: number; endAt: number; steps: readonly Step[] }>;

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A Sunday noon in Seoul. */
const beginning = Date.UTC(2026, 10, 22, 3, 0, 0);

const allLeads = users.flatMap((user) => productIds.map((product) => `${user}~${product}`));

/** The story of a seed: some hours of work at the desks, with nights, weekends and journeys between them. */
export function storyOf(seed: number): Story {
  const random = seededRandom('story', seed);
  const steps: Step[] = opening(random, beginning);
  let at = beginning + 5 * secondMs;
  const sessions = 1 + random.below(2);
  for (let session = 0; session < sessions; session++) {
    const lasts = 30 * secondMs + random.below(60 * secondMs);
    steps.push(...work(random, at, lasts));
    const away = awayFor(random);
    steps.push(...goAway(random, at + lasts, away));
    steps.push(...meanwhile(random, at + lasts, away));
    at += lasts + away;
  }
  return { seed, startAt: beginning, endAt: at + secondMs, steps: steps.sort((a, b) => a.at - b.at) };
}

/** Mostly a night or a few days; sometimes a coffee, sometimes longer than commands are kept. */
function awayFor(random: Random): number {
  const kind = random.below(20);
  if (kind === 0) return 31 * dayMs + random.below(5 * dayMs);
  return kind < 10 ? minuteMs + random.below(hourMs) : 8 * hourMs + random.below(4 * dayMs);
}

/** A catalogue, people who are known, some of whom agreed to be written to, and what they looked at. */
function opening(random: Random, at: number): Step[] {
  const known: ReturnType<typeof eventOf>[] = [
    ...productIds.map((productId) => product(random, at, productId, true)),
    ...users.flatMap((userId) => [identified(random, at, userId), ...(random.chance(0.8) ? [consented(random, at, userId, true)] : [])]),
    ...allLeads.filter(() => random.chance(0.6)).map((lead) => chat(random, at, lead)),
  ];
  const said = known.map(
    (event): Step => ({ at: at + random.below(4 * secondMs), do: 'publish', client: random.below(clients.length), event }),
  );
  return [{ at: at + secondMs, do: 'limits', desk: 0 }, ...said];
}

function work(random: Random, from: number, lasts: number): Step[] {
  const some = (most: number) => Array.from({ length: random.below(most + 1) }, () => from + random.below(lasts));
  return [
    { at: from, do: 'weather', weather: weatherOf(random) },
    ...some(20).map((at): Step => ({ at, do: 'publish', client: random.below(clients.length), event: eventOf(random, at) })),
    ...some(36).map((at) => act(random, at)),
    ...some(8).flatMap((at) => sending(random, at)),
    ...some(8).map((at) => fault(random, at)),
  ];
}

/** A third of all sessions have a good network. */
function weatherOf(random: Random): Weather {
  if (random.chance(0.3)) return { lost: 0, duplicate: 0, slow: 0 };
  return { lost: random.below(25) / 100, duplicate: random.below(30) / 100, slow: random.below(20) / 100 };
}

function act(random: Random, at: number): Step {
  const desk = random.below(members.length);
  const kind = random.below(20);
  if (kind < 12) return { at, desk, ...patch(random) };
  if (kind < 15) return { at, do: 'undo', desk, choice: random.below(100) };
  if (kind < 17) return { at, do: 'decide', desk, choice: random.below(100) };
  return {
    at,
    do: random.pick(['cancel', 'review', 'dismiss', 'pause', 'resume', 'resend', 'settle'] as const),
    desk,
    choice: random.below(100),
  };
}

/** A dispatch, and people of its audience who change their minds at that very moment. */
function sending(random: Random, at: number): Step[] {
  const dispatch = {
    at,
    do: 'dispatch',
    desk: random.below(members.length),
    leads: someLeads(random, 8),
    anyway: random.chance(0.5),
    productId: random.pick(productIds),
  } as const;
  const audience = dispatch.leads.map((lead) => lead.split('~')[0] as string);
  const words = Array.from({ length: random.below(5) }, (): Step => {
    const atOnce = random.chance(0.6); // so that a server that folds late has stored the word, and not understood it yet
    const said = atOnce ? at - 300 + random.below(400) : at + random.below(6 * secondMs);
    return {
      at: said,
      do: 'publish',
      client: random.below(clients.length),
      event: consented(random, said, random.pick(audience), random.chance(atOnce ? 0.2 : 0.7)),
    };
  });
  const soon = (what: 'review' | 'pause' | 'resume' | 'settle' | 'resend'): Step => ({
    at: at + random.below(minuteMs),
    do: what,
    desk: dispatch.desk,
    choice: random.below(100),
  });
  const stopped = random.chance(0.3) ? [soon('pause'), soon('resume')] : [];
  return [dispatch, ...words, soon('review'), ...stopped, soon(random.pick(['settle', 'resend']))];
}

/** Few leads and fields, so that two marketers meet on the same one. */
function patch(random: Random): Readonly<{ do: 'patch'; leads: readonly string[]; field: LeadField; to?: string }> {
  const leads = someLeads(random, 4);
  const kind = random.below(10);
  if (kind < 5) return { do: 'patch', leads, field: 'status', to: random.pick<LeadStatus>(leadStatuses) };
  if (kind < 8) return { do: 'patch', leads, field: 'marketerId', ...(random.chance(0.8) && { to: random.pick(members) }) };
  return { do: 'patch', leads, field: `tag:${random.pick(tags)}`, ...(random.chance(0.6) && { to: 'on' }) };
}

const someLeads = (random: Random, most: number): readonly string[] => [
  ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(allLeads))),
];

function fault(random: Random, at: number): Step {
  const desk = random.below(members.length);
  const ms = secondMs + random.below(30 * secondMs);
  switch (random.below(10)) {
    case 0:
    case 1:
      return { at, do: 'crash', ms };
    case 2:
      return { at, do: 'diskFull', ms: random.below(10 * secondMs) };
    case 3:
    case 4:
      return { at, do: 'kill', desk, ms };
    case 5:
      return { at, do: 'partition', desk, ms };
    case 6:
      return { at, do: 'deaf', desk };
    case 7:
      return { at, do: 'quota', desk, ms: random.below(5 * secondMs) };
    case 8:
      return { at, do: 'cut', client: random.below(clients.length) };
    default:
      return { at, do: 'rebuild' };
  }
}

/** Every desk is closed or sleeps while nobody works; some stay away for more than that, and some go without a network the next time. */
function goAway(random: Random, at: number, away: number): Step[] {
  return members.flatMap((_, desk): Step[] => {
    const returns = away + random.below(20 * secondMs) + (random.chance(0.15) ? dayMs : 0);
    const leaves: Step = { at: at + random.below(secondMs), do: 'leave', desk, ms: returns, how: random.chance(0.5) ? 'close' : 'sleep' };
    const offline = random.chance(0.25);
    return offline ? [leaves, { at: at + away - 1, do: 'partition', desk, ms: random.below(2 * minuteMs) }] : [leaves];
  });
}

function meanwhile(random: Random, from: number, lasts: number): Step[] {
  return Array.from({ length: random.below(5) }, () => from + random.below(lasts)).map((at) => ({
    at,
    do: 'publish',
    client: random.below(clients.length),
    event: eventOf(random, at),
  }));
}

function eventOf(random: Random, at: number): UpEvent {
  const kind = random.below(12);
  if (kind < 8) return chat(random, at, random.pick(allLeads));
  if (kind < 10) return consented(random, at, random.pick(users), random.chance(0.6));
  return kind === 10 ? product(random, at, random.pick(productIds), random.chance(0.7)) : identified(random, at, random.pick(users));
}

/** A phone's clock is a little wrong; some flush what happened days ago. */
const occurred = (random: Random, at: number) => at - random.below(random.chance(0.1) ? 3 * dayMs : minuteMs);

function chat(random: Random, at: number, lead: string): UpEvent {
  const [userId = '', productId = ''] = lead.split('~');
  const said = { eventId: random.uuid(), chatId: `c-${userId}`, userId, productId, occurredAt: occurred(random, at) };
  const kind = random.below(3);
  if (kind === 0) return { ...said, kind: 'searched' };
  if (kind === 1) return { ...said, kind: 'questioned', message: '네이비도 있나요?' };
  return { ...said, kind: 'requested', message: random.chance(0.3) ? '불가능' : '선물 포장 부탁드려요' };
}

const identified = (random: Random, at: number, userId: string): UpEvent => ({
  ...{ kind: 'identified', eventId: random.uuid(), userId, name: `손님 ${userId}`, phone: aPhone(userId) },
  occurredAt: occurred(random, at),
});

const consented = (random: Random, at: number, userId: string, granted: boolean): UpEvent => ({
  ...{ kind: 'consented', eventId: random.uuid(), userId, purpose: 'ad', channel: 'kakao', granted, evidence: '네' },
  occurredAt: occurred(random, at),
});

const product = (random: Random, at: number, productId: string, inStock: boolean): UpEvent => ({
  ...{ kind: 'product', eventId: random.uuid(), ...entryOf(productId, inStock) },
  occurredAt: occurred(random, at),
});
