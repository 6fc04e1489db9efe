import { Collection } from '../../contract/collection.ts';
import type { Random } from '../simulate/random.ts';
import type { Process, VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { PushedBody, toResponse } from './response.ts';
import type { Answer, SimulatedServer } from './server.ts';

/** How bad the network is: the share of requests that each fault strikes. */
export type Weather = Readonly<{ lost: number; duplicate: number; slow: number }>;

/** A desk's way to the server. */
export interface Link {
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** The network is gone, or back. What is on its way meanwhile is lost. */
  setOnline(online: boolean): void;
  /** The server is gone for good as whoever it was: what is on its way to it or from it, or comes a second time, goes with its connections. */
  loseConnections(): void;
  /** Every open stream breaks; silently, where nobody is told. */
  breakStreams(silently: boolean): void;
}

export type LinkNeeds = Readonly<{
  clock: VirtualClock;
  random: Random;
  faults: Faults;
  weather: () => Weather;
  member: string;
  /** The desk's process now: an answer that comes when it is gone is nobody's. */
  desk: () => Process;
  server: () => SimulatedServer | undefined;
}>;

const usualMs = 40;
const slowMs = 20_000;
const lateMs = 90_000;
const refusedMs = 20;
const aborted = new DOMException('aborted', 'AbortError');

export function createLink({ clock, random, faults, weather, member, desk, server }: LinkNeeds): Link {
  const streams = new Set<PushedBody>();
  let online = true;
  let age = 0;

  const delay = () => {
    const usual = 1 + random.below(usualMs);
    return faults.strikes('slow', random, weather().slow) ? usual + random.below(slowMs) : usual;
  };

  const exchange = (path: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const mine = desk();
      const of = `${member} ${path.split('?')[0]}`;
      const refuse = () => void clock.after(refusedMs, `${of} refused`, () => reject(new TypeError('fetch failed')), mine);
      init.signal?.addEventListener('abort', () => reject(aborted), { once: true });
      if (init.signal?.aborted || !online) return refuse();
      const tellsLoss = random.chance(0.5); // else the request is swallowed, and the desk gives up by itself
      const lose = () => {
        if (tellsLoss) refuse();
      };
      const sent = age;

      const answered = (answer: Answer, counts: boolean) => {
        if (!counts) return;
        const body = answer.follow ? follow(answer.follow, mine, init.signal) : null;
        const notHeard = () => {
          body?.leave();
          lose();
        };
        if (faults.strikes('lostAnswer', random, weather().lost)) return notHeard();
        clock.outside(delay(), `${of} answered`, () => {
          if (!online || sent !== age) return notHeard();
          clock.enter(mine, `${of} hears`, () => resolve(toResponse(answer.status, answer.body, body)));
        });
      };
      const arrive = (counts: boolean) => {
        const at = server();
        if (!online || sent !== age || !at) return counts ? lose() : undefined;
        clock.enter(at.process, `serve ${of}`, () => at.handle(member, path, init.body, (answer) => answered(answer, counts), lose));
      };

      if (faults.strikes('lostRequest', random, weather().lost)) return lose();
      clock.outside(delay(), `${of} arrives`, () => arrive(true));
      if (init.method === 'POST' && faults.strikes('duplicate', random, weather().duplicate))
        clock.outside(random.below(lateMs), `${of} arrives again`, () => arrive(false));
    });

  /** A stream that is open from the moment that the server answers. */
  const follow = (followed: NonNullable<Answer['follow']>, mine: Process, signal: AbortSignal | null | undefined): PushedBody => {
    const body = new PushedBody();
    streams.add(body);
    let due = clock.now();
    const unfollow = followed((text) => {
      if (!streams.has(body)) return;
      due = Math.max(due, clock.now() + delay()); // a stream keeps its order
      clock.outside(due - clock.now(), `${member} is told`, () => {
        if (mine.alive && !mine.asleep) clock.enter(mine, `${member} hears`, () => body.push(text));
        else body.leave(); // whoever is gone, or sleeps for long, is given up
      });
    });
    signal?.addEventListener('abort', () => body.fail(), { once: true });
    body.onEnd(() => {
      if (streams.delete(body)) unfollow();
    });
    return body;
  };

  return {
    fetch: exchange,
    setOnline: (is) => {
      if (!is) age += 1;
      online = is;
    },
    loseConnections: () => {
      age += 1;
    },
    breakStreams: (silently) => {
      for (const body of [...streams]) {
        body.leave();
        if (!silently) clock.after(refusedMs, `${member} line breaks`, () => body.fail(), desk());
      }
    },
  };
}

/** The collection that a path pulls, if it is one. */
export const pulledBy = (path: string): Collection | undefined => Collection.safeParse(path.split('?')[0]?.split('/')[3]).data;
