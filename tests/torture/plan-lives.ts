import type { Random } from '../simulate/random.ts';
import { type Doom, deathPlaces } from './doom.ts';
import { dayMs, hourMs, minuteMs, seoulMidnight, storyBegins } from './hours.ts';
import type { Life, Process } from './story.ts';

/** What a life is for, again and again: three in four are doomed. */
const kinds = [
  ...(['doomed', 'doomed', 'doomed', 'evening', 'doomed', 'doomed', 'doomed', 'skewed'] as const),
  ...(['doomed', 'doomed', 'doomed', 'evening', 'doomed', 'doomed', 'doomed', 'free'] as const),
];
type Kind = (typeof kinds)[number];

/** Real milliseconds. A doom that was not met by then will hardly be: enough for any call, look-up and pause of a second. */
const doomWithinMs = 15_000;
const armWithinMs = 4_000;
const killWithinMs = { least: 500, most: 6_000 };
/** Longer than a lease: in such a life the other server takes over what the dead one had claimed. */
const takesOverMs = 13_000;
const outlivesShortlyMs = 1_000;
const timeZones = ['Asia/Seoul', 'America/New_York', 'Pacific/Auckland', 'UTC'] as const;

/** Without a factor in common with the number of places: each comes in its turn. */
const bothEvery = 3;
const takesOverEvery = 5;
const apart = 3;

/** In the morning just before anything may be sent, or in the working day; in the evening just before the end of it, or after. */
const mornings = [8 * hourMs - 5_000, 9 * hourMs];
const evenings = [20 * hourMs + 49.5 * minuteMs, 21.5 * hourMs];
const lastByDay = 20 * hourMs;
const mostBetweenMinutes = 60;

type Sizes = Readonly<{ lives: number; processes: number }>;
type Planned = Omit<Life, 'dispatches' | 'optOuts'>;

/** The lives one after another, each later than the one before. */
export function planLives({ lives, processes }: Sizes, random: Random): readonly Planned[] {
  let trueNow = storyBegins;
  let doomed = 0;
  return Array.from({ length: lives }, (_, number): Planned => {
    const kind = kinds[number % kinds.length] ?? 'doomed';
    if (number > 0) trueNow = nextMoment(trueNow, kind, random);
    if (kind === 'doomed') return { trueNow, ...doomedLife(doomed++, processes, random) };
    const free = Array.from({ length: processes }, () => aProcess(random));
    const isAhead = number % (2 * kinds.length) < kinds.length;
    return {
      trueNow,
      processes: kind === 'skewed' ? skewFirst(free, isAhead ? dayMs : -dayMs) : free,
      armAfterMs: 0,
      killAfterMs: killWithinMs.least + random.below(killWithinMs.most - killWithinMs.least),
      outlivesMs: 0,
    };
  });
}

function doomedLife(number: number, count: number, random: Random): Omit<Planned, 'trueNow'> {
  const processes = doomedProcesses(number, count, random);
  const outlivesMs = number % takesOverEvery === 0 ? takesOverMs : outlivesShortlyMs;
  const armAfterMs = random.below(armWithinMs);
  return { processes, armAfterMs, killAfterMs: doomWithinMs, outlivesMs: processes.some(({ doom }) => !doom) ? outlivesMs : 0 };
}

const aProcess = (random: Random): Process => ({ skewMs: 0, timeZone: random.pick(timeZones) });

const skewFirst = ([first, ...others]: readonly Process[], skewMs: number): readonly Process[] =>
  first ? [{ ...first, skewMs }, ...others] : [];

/** The places in turn. Of two servers sometimes both are doomed, each to another place, otherwise the one or the other. */
function doomedProcesses(doomed: number, processes: number, random: Random): readonly Process[] {
  const both = doomed % bothEvery === bothEvery - 1;
  const one = random.below(processes);
  return Array.from({ length: processes }, (_, index) => {
    const place = both ? doomed + index * apart : doomed;
    return { ...aProcess(random), ...((both || index === one) && { doom: aDoom(place, processes, random) }) };
  });
}

/** Much is claimed and prepared more than once before it is sent; servers share what there is. */
const mostOccurrences = { claimed: 4, prepared: 3, committed: 3, accepted: 2 } as const;

function aDoom(number: number, processes: number, random: Random): Doom {
  const place = deathPlaces[number % deathPlaces.length] ?? ({ step: 'claimed', moment: 'before' } as const);
  return { ...place, occurrence: 1 + random.below(Math.ceil(mostOccurrences[place.step] / processes)), fromStart: random.chance(0.25) };
}

/** Some minutes on by day, and when the day is over the next morning; or this evening. */
function nextMoment(now: number, kind: Kind, random: Random): number {
  const midnight = seoulMidnight(now);
  if (kind === 'evening') return Math.max(midnight + random.pick(evenings), now + minuteMs);
  const later = now + (1 + random.below(mostBetweenMinutes)) * minuteMs;
  return later < midnight + lastByDay ? later : midnight + dayMs + random.pick(mornings);
}
