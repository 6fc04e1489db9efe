import type { Collection } from '../../contract/collection.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { type Checkpoint, type CollectionDigest, PullPage } from '../../contract/replication.ts';
import type { Api } from './api.ts';
import { backOffMs } from './back-off.ts';
import type { Connected } from './connection.ts';
import type { Replicate, StoredPage } from './replica-store.ts';
import { toStored } from './stored-body.ts';
import type { Surroundings } from './surroundings.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

/** Large enough that RxDB's write is bulk, small enough that the worker answers between two writes. */
const usualPageLimit = 2_000;
/** How often the gate looks whether a page was stored: RxDB does not say it. */
const gateMs = 5;

export type PullNeeds = Readonly<{
  name: Collection;
  replicate: Replicate;
  /** Documents a page; 2,000 unless said. */
  pageLimit?: number | undefined;
  api: Pick<Api, 'get'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  /** Everything up to here is stored and nothing later; `end`: and there was nothing more. `digest` is the server's of exactly this state, said once. */
  onReached: (checkpoint: Checkpoint, end: boolean, digest?: CollectionDigest) => void;
  /** The ids of a page, before it is stored. */
  onPage: (ids: readonly string[]) => void;
  /** Whether a pull from zero may begin: what is stored without a checkpoint it would leave there for good, were the server without it. */
  fromZero: () => boolean;
  /** The server does not know our checkpoint, or there is none where there should be. The pull stands still until it is stopped. */
  onResync: () => void;
  /** The local store refused a write; the pull starts over from what is stored. */
  onStoreFailed: (code: FailureCode | undefined) => void;
}>;

/** Work on a store that no page is being written to, given the place that it is at exactly; aborted when the pull ends. */
export type StillWork<T> = (place: Checkpoint, ending: AbortSignal) => Promise<T>;

export interface Pull {
  /** Looks for news now. */
  resync(): void;
  /**
   * Runs `work` between two pages, while none is on its way into the store. Not run, and undefined, where the pull is over or has not
   * been at any place since it began.
   */
  whileStill<T>(work: StillWork<T>): Promise<T | undefined>;
  stop(): Promise<void>;
  /** Stops, and forgets the checkpoint: the next pull starts from zero. */
  forget(): Promise<void>;
}

/**
 * One read model's pull-only replication, gated: a page is given to RxDB only when the page before is in the store together with
 * its checkpoint, because RxDB would otherwise step over a failed write for good and hold everything in memory. The next
 * one, and no more, is asked for meanwhile.
 * The stream pokes only, so no event can move the checkpoint, overtake another or be dropped.
 */
export function startPull(needs: PullNeeds): Pull {
  const stopping = new AbortController();
  const turnstile = createTurnstile(); // to the store: a page, from its answer until it is stored, or still work
  let failures = 0;
  let life = begin();

  function begin(): Life {
    return beginLife(needs, turnstile, {
      stored: () => {
        failures = 0;
        needs.onStoreFailed(undefined);
      },
      broken: () => void restart(),
    });
  }

  async function restart() {
    const broken = life;
    needs.onStoreFailed('replica.storage');
    await isKept(broken.end('keep')); // one that cannot be ended in order is over all the same
    await needs.surroundings.wait(backOffMs(failures++, needs.surroundings.random), stopping.signal);
    if (!stopping.signal.aborted && life === broken) life = begin();
  }

  const end = async (what: 'keep' | 'forget') => {
    stopping.abort();
    await life.end(what);
    (await turnstile.pass())(); // whoever works on the still store has ended too
  };

  return {
    resync: () => life.resync(),
    whileStill: (work) => life.whileStill(work),
    stop: () => end('keep'),
    forget: () => end('forget'),
  };
}

type Life = Pick<Pull, 'resync' | 'whileStill'> & Readonly<{ end: (what: 'keep' | 'forget') => Promise<void> }>;

/** A page that is asked for while the one before is stored; `outdated`: there was news since. */
type Ahead = { readonly after: Checkpoint; readonly page: Promise<PullPage | undefined>; outdated: boolean };

/** One life of the replication, from its start to its end. */
function beginLife(needs: PullNeeds, turnstile: Turnstile, report: Readonly<{ stored: () => void; broken: () => void }>): Life {
  const { pageLimit = usualPageLimit } = needs;
  const ending = new AbortController();
  const broken = () => {
    if (ending.signal.aborted) return;
    ending.abort(); // nothing that this life still does counts
    report.broken();
  };
  const replication = needs.replicate({ batchSize: pageLimit, nextPage, broken });
  let asked = 0;
  let place: Checkpoint | undefined;
  let written: PullPage | undefined;
  let ahead: Ahead | undefined;
  let leaveStore = () => {};
  ending.signal.addEventListener('abort', () => leaveStore());

  const reached = (checkpoint: Checkpoint, end: boolean) => {
    if (ending.signal.aborted) return;
    const digest = written?.digest;
    written = undefined;
    place = checkpoint;
    // What an earlier life stored says nothing of the store: one that refuses the next page again and again would never be waited for.
    if (asked > 1 || end) report.stored();
    needs.onReached(checkpoint, end, digest);
    leaveStore();
  };

  /** Whether the store came to hold this checkpoint; false where the life ended or `over` came first. */
  const whenStored = async (checkpoint: Checkpoint, over: () => boolean): Promise<boolean> => {
    while (!ending.signal.aborted && !over()) {
      if (isSame(replication.storedCheckpoint(), checkpoint)) return true;
      await needs.surroundings.wait(gateMs, ending.signal);
    }
    return false;
  };

  async function nextPage(after: Checkpoint | undefined): Promise<StoredPage> {
    const turn = ++asked;
    const nothing = { documents: [], checkpoint: after };
    if (!after && !needs.fromZero()) {
      needs.onResync();
      await whenAborted(ending.signal);
    }
    if (after && !(await whenStored(after, () => false))) return nothing;
    if (after) reached(after, false);
    const page = await pageIntoStore(after);
    if (!page) return nothing;
    needs.onPage(page.documents.map(({ id }) => id));
    const end = page.documents.length < pageLimit;
    if (page.documents.length === 0) reached(laterOf(after, page.checkpoint), true);
    else void whenStored(page.checkpoint, () => asked !== turn).then((yes) => yes && reached(page.checkpoint, end));
    return { documents: page.documents.map((document) => toStored(needs.name, document)), checkpoint: page.checkpoint };
  }

  const askAhead = (after: Checkpoint): Ahead => ({
    after,
    page: askPage(needs, pageLimit, after, ending.signal),
    outdated: false,
  });

  /** The page that was asked for ahead. One that ends before the newest news is of no use: RxDB takes it for having been asked for after them. */
  async function pageAhead(after: Checkpoint | undefined): Promise<PullPage | undefined> {
    const asked = ahead;
    if (!asked || !isSame(after, asked.after)) return undefined;
    const page = await asked.page;
    return page && page.documents.length < pageLimit && asked.outdated ? undefined : page;
  }

  /** A page whose turn it is to be stored. */
  async function pageIntoStore(after: Checkpoint | undefined): Promise<PullPage | undefined> {
    const page = (await pageAhead(after)) ?? (await askPage(needs, pageLimit, after, ending.signal));
    if (!page) return undefined;
    ahead = page.documents.length < pageLimit ? undefined : askAhead(page.checkpoint);
    leaveStore = await turnstile.pass();
    written = page;
    if (!ending.signal.aborted) return page;
    leaveStore();
    return undefined;
  }

  const whileStill = async <T>(work: StillWork<T>): Promise<T | undefined> => {
    const leave = await turnstile.pass();
    try {
      if (ending.signal.aborted || !place) return undefined;
      return await work(place, ending.signal);
    } finally {
      leave();
    }
  };

  return {
    resync: () => {
      if (ahead) ahead.outdated = true;
      replication.resync();
    },
    whileStill,
    end: (what) => {
      ending.abort();
      return replication.end(what);
    },
  };
}

/** Asks until there is a page; undefined when the life ended. Never throws, so that every error of RxDB's is one of storing. */
async function askPage(needs: PullNeeds, limit: number, after: Checkpoint | undefined, ending: AbortSignal): Promise<PullPage | undefined> {
  const { wait, random } = needs.surroundings;
  const place = after ? `&epoch=${after.epoch}&after=${after.seq}` : '';
  for (let failures = 0; !ending.aborted; failures++) {
    await needs.connection.whenConnected(ending);
    if (ending.aborted) return undefined;
    const page = await needs.api.get(`/v1/replication/${needs.name}?limit=${limit}${place}`, PullPage, ending);
    if (page.ok) return ending.aborted ? undefined : page.value;
    if (page.code === 'replication.resync') {
      needs.onResync();
      await whenAborted(ending);
    } else await wait(backOffMs(failures, random), ending);
  }
  return undefined;
}

/** An empty page leaves the store's checkpoint, but says that there is nothing more up to its own. */
const laterOf = (after: Checkpoint | undefined, page: Checkpoint): Checkpoint => ({
  epoch: page.epoch,
  seq: Math.max(after?.seq ?? 0, page.seq),
});

const isSame = (stored: unknown, { epoch, seq }: Checkpoint): boolean =>
  typeof stored === 'object' && stored !== null && 'epoch' in stored && 'seq' in stored && stored.epoch === epoch && stored.seq === seq;

/** Whether a promise was kept. */
const isKept = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
