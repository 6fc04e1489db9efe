import type { Random } from '../simulate/random.ts';
import type { NetworkState } from './story.ts';

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const lostShare = 0.15;
const mostDelayMs = 15;
/** A stream of a faulty network lives so long at most. */
const mostStreamMs = 150;

/** A network between one desk and its server. `lose` decides what is lost. */
export function createNetwork(fetch: Fetch, lose: Random): Readonly<{ fetch: Fetch; become: (state: NetworkState) => void }> {
  let state: NetworkState = 'up';
  let cut = new AbortController();

  const faulty: Fetch = async (path, init) => {
    if (lose.chance(lostShare)) throw new TypeError('the request was lost');
    await delay(lose.below(mostDelayMs));
    const limit = path.endsWith('/stream') ? [AbortSignal.timeout(1 + lose.below(mostStreamMs))] : [];
    const response = await fetch(path, { ...init, signal: either(init.signal, cut.signal, ...limit) });
    if (!lose.chance(lostShare)) return response;
    await response.body?.cancel();
    throw new TypeError('the answer was lost');
  };

  return {
    fetch: async (path, init) => {
      if (state === 'down') throw new TypeError('the network is down');
      return state === 'faulty' ? faulty(path, init) : fetch(path, { ...init, signal: either(init.signal, cut.signal) });
    },
    become: (next) => {
      state = next;
      cut.abort(new TypeError('the network has changed'));
      cut = new AbortController();
    },
  };
}

const either = (...signals: readonly (AbortSignal | null | undefined)[]) => AbortSignal.any(signals.flatMap((signal) => signal ?? []));
const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
