import type { Random } from '../simulate/random.ts';
import { seededRandom } from '../simulate/random.ts';
import type { Weather } from './link.ts';
import { allLeads, clients, members, productIds, users } from './shop.ts';
import { deskStep } from './story/desk-steps.ts';
import { faultStep } from './story/fault-step.ts';
import { restoreSteps } from './story/restore-steps.ts';
import { chat, consented, eventOf, identified, product } from './story/said.ts';
import { sendingSteps } from './story/sending-steps.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './story/span.ts';
import type { Step } from './story/step.ts';

export type Story = Readonly<{ seed: number; startAt: number; endAt: number; steps: readonly Step[] }>;

/** A Sunday noon in Seoul. */
const beginning = Date.UTC(2026, 10, 22, 3, 0, 0);

/** Desks open, connect and fill, before anybody works at them. */
const openingMs = minuteMs;

/** `backups`: the server is put back to one in each session, which draws from a stream of its own. */
export type Telling = Readonly<{ backups?: boolean }>;

/** The story of a seed: some hours of work at the desks, with nights, weekends and journeys between them. */
export function storyOf(seed: number, { backups = false }: Telling = {}): Story {
  const random = seededRandom('story', seed);
  const steps: Step[] = opening(random, beginning);
  let at = beginning + openingMs;
  const sessions = 1 + random.below(2);
  const restores = seededRandom('restores', seed);
  for (let session = 0; session < sessions; session++) {
    const lasts = 30 * secondMs + random.below(60 * secondMs);
    steps.push(...work(random, at, lasts), ...(backups ? restoreSteps(restores, at, lasts) : []));
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
  return [{ at: at + openingMs / 2, do: 'limits', desk: 0 }, ...said];
}

function work(random: Random, from: number, lasts: number): Step[] {
  const some = (most: number) => Array.from({ length: random.below(most + 1) }, () => from + random.below(lasts));
  return [
    { at: from, do: 'weather', weather: weatherOf(random) },
    ...some(20).map((at): Step => ({ at, do: 'publish', client: random.below(clients.length), event: eventOf(random, at) })),
    ...some(36).map((at) => deskStep(random, at)),
    ...some(12).flatMap((at) => sendingSteps(random, at)),
    ...some(8).map((at) => faultStep(random, at)),
  ];
}

/** A third of all sessions have a good network. */
function weatherOf(random: Random): Weather {
  if (random.chance(0.3)) return { lost: 0, duplicate: 0, slow: 0 };
  return { lost: random.below(25) / 100, duplicate: random.below(30) / 100, slow: random.below(20) / 100 };
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
