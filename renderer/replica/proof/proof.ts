import { BehaviorSubject, distinctUntilChanged, filter, firstValueFrom, map, type Observable, race, Subject } from 'rxjs';
import { type Collection, collections } from '../../../contract/collection.ts';
import type { Checkpoint, CollectionDigest, Heads } from '../../../contract/replication.ts';
import type { Api } from '../api.ts';
import type { Connected } from '../connection.ts';
import type { StoredChange } from '../documents.ts';
import type { StillWork } from '../pull-collection.ts';
import type { ReplicaStore } from '../replica-store.ts';
import type { Notebook } from '../session-memory.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Comparison, createComparisons } from './comparisons.ts';
import { type Difference, noDifferences, withDifferences } from './difference.ts';
import { createIdleness } from './idleness.ts';
import { mendBucket } from './mend-bucket.ts';
import type { CollectionProof, CollectionStanding, ProofDetail, ProofState, Proven } from './proof-state.ts';
import { createKnownHeads, provenSeq } from './proven-seq.ts';
import { readEverything } from './read-everything.ts';
import { createRepairs } from './repairs.ts';
import { createStoredDigests } from './stored-digests.ts';

/** Documents hashed at a stretch: some 5 ms, so that an edit made meanwhile is shown without delay. */
const hashedAtOnce = 256;
/** The start read everything; from then on everything is read again so often, while nobody is at work. */
const readAgainMs = 3_600_000;
/** So long a verification waits for the server's word, after which it has proven the disk only. */
const answerMs = 10_000;
/** How often it is said anew that nothing has changed. */
const sayAgainMs = 1_000;
/** How often the last proof is written down. */
const noteMs = 60_000;

/** That the replica is the server's, kept proven: compared at every catch-up, read from the disk when idle or asked, and mended where it is not. */
export interface Proof {
  readonly state$: Observable<ProofState>;
  readonly detail$: Observable<ProofDetail>;
  /** What the store said it wrote, or was read from it at the start. */
  stored(collection: Collection, changes: readonly StoredChange[]): void;
  /** Everything that is stored has been read and is shown: from now on there is time to hash it. */
  start(): void;
  poked(heads: Heads): void;
  reached(collection: Collection, place: Checkpoint, digest: CollectionDigest | undefined): void;
  /** The replica is pulled from zero. */
  startedOver(): void;
  /** A person did something: reading for its own sake waits. */
  touched(): void;
  /** Begins to read everything again now and to compare it, unless that is under way. */
  verify(): void;
  cancelVerify(): void;
  /** The marketer has looked at what was found. */
  seen(): Promise<void>;
  stop(): void;
}

export type ProofNeeds = Readonly<{
  store: Pick<ReplicaStore, 'records'>;
  notebook: Notebook;
  api: Pick<Api, 'get'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'now' | 'wait' | 'random'>;
  /** Neither filling nor starting over: the replica means to be the server's. */
  steady: () => boolean;
  whileStill: <T>(collection: Collection, work: StillWork<T>) => Promise<T | undefined>;
  resync: (names: readonly Collection[]) => void;
  background: (work: Promise<unknown>) => void;
}>;

type Verification = { readonly cancelling: AbortController; readonly total: number; read: number };

export function createProof(needs: ProofNeeds): Proof {
  const { store, notebook, api, connection, surroundings, background } = needs;
  const stored = createStoredDigests();
  const comparisons = createComparisons(stored);
  const heads = createKnownHeads();
  const compared$ = new Subject<Collection>();
  const readAt = new Map<Collection, number>();
  const closing = new AbortController();
  const closed$ = new Subject<undefined>();
  let provenNow: Proven | undefined;
  let notedAt = 0;
  let started = false;
  /** Of what the start found: until all of it is hashed, nothing can be compared. */
  let counting: Readonly<{ total: number; left: number }> | undefined;
  let hashing: Promise<void> | undefined;
  let verification: Verification | undefined;

  const compareAgain = async (collection: Collection): Promise<Comparison | undefined> => {
    const compared = firstValueFrom(race(compared$.pipe(filter((name) => name === collection)), closed$));
    needs.resync([collection]);
    await compared;
    return closing.signal.aborted ? undefined : comparisons.last(collection);
  };

  const found = (differences: readonly Difference[]) => {
    if (differences.length === 0) return;
    background(notebook.note({ differences: withDifferences(notebook.read().differences ?? noDifferences, differences) }));
    report();
  };

  const repairs = createRepairs({
    ...{ connection, surroundings, compareAgain, found, ending: closing.signal },
    changed: () => report(),
    mend: (name, bucket, ids) =>
      needs.whileStill(name, (place, ending) =>
        mendBucket({ name, records: store.records(name), stored, api, now: surroundings.now }, bucket, ids, place, ending),
      ),
  });

  const standingOf = (collection: Collection): CollectionStanding => {
    if (repairs.failure(collection)) return 'different';
    if (repairs.isRepairing(collection)) return 'repairing';
    const last = comparisons.last(collection);
    return last && last.different.length === 0 ? 'same' : 'unproven';
  };

  const stateNow = (): ProofState => {
    const code = collections.map(repairs.failure).find((failure) => failure !== undefined);
    const proven = provenNow ?? notebook.read().proven;
    const { count, unseen, recent } = notebook.read().differences ?? noDifferences;
    const rest = { ...(proven && { proven }), unseen, foundEver: count, ...(recent[0] && { lastFoundAt: recent[0].at }) };
    if (code) return { kind: 'different', code, ...rest };
    if (collections.some(repairs.isRepairing)) return { kind: 'repairing', ...rest };
    if (verification) return { kind: 'checking', percent: percentOf(verification.read, verification.total), ...rest };
    if (counting) return { kind: 'counting', percent: percentOf(counting.total - counting.left, counting.total), ...rest };
    return { kind: provenNow ? 'same' : 'unproven', ...rest };
  };

  const proofOf = (collection: Collection): CollectionProof => {
    const comparedAt = comparisons.last(collection)?.at;
    const lastRead = readAt.get(collection);
    return {
      ...{ collection, documents: stored.count(collection), standing: standingOf(collection) },
      ...(comparedAt !== undefined && { comparedAt }),
      ...(lastRead !== undefined && { readAt: lastRead }),
    };
  };

  const detail = (): ProofDetail => ({
    state: stateNow(),
    collections: collections.map(proofOf),
    differences: notebook.read().differences ?? noDifferences,
  });
  const detail$ = new BehaviorSubject<ProofDetail>(detail());
  const report = () => detail$.next(detail());

  const noteProven = () => {
    const seq = provenSeq(heads, comparisons.standing);
    if (seq === undefined) return;
    const at = surroundings.now();
    if (provenNow?.seq === seq && at - provenNow.at < sayAgainMs) return;
    provenNow = { seq, at };
    if (provenNow.at - notedAt < noteMs) return;
    notedAt = provenNow.at;
    background(notebook.note({ proven: provenNow }));
  };

  const judge = () => {
    const compared = comparisons.compare(surroundings.now());
    for (const name of compared) {
      const different = comparisons.last(name)?.different ?? [];
      if (different.length === 0) repairs.isEqual(name);
      else if (needs.steady()) background(repairs.ask(name, different));
    }
    noteProven();
    for (const name of compared) compared$.next(name);
    report();
  };

  /** Hashes what was noted, a little at a time, then compares. */
  const hashAll = async () => {
    await surroundings.wait(0, closing.signal); // never in the way of whoever stored something
    for (let left = stored.settle(hashedAtOnce); left > 0 && !closing.signal.aborted; left = stored.settle(hashedAtOnce)) {
      if (counting) {
        counting = { ...counting, left };
        report();
      }
      await surroundings.wait(0, closing.signal);
    }
    counting = undefined;
    if (!closing.signal.aborted) judge();
  };
  const hash = (): Promise<void> => {
    hashing ??= hashAll().finally(() => {
      hashing = undefined;
    });
    return hashing;
  };

  const reading = {
    ...{ records: store.records, stored },
    whileStill: (name: Collection, work: () => Promise<readonly string[]>) => needs.whileStill(name, work),
    onWhole: (name: Collection) => {
      readAt.set(name, surroundings.now());
      report();
    },
    onWrong: (name: Collection, ids: readonly string[]) => repairs.ask(name, [], ids),
  };

  const idleness = createIdleness(surroundings, () => !needs.steady() || hashing !== undefined || verification !== undefined);
  const readWhenIdle = async () => {
    while (!closing.signal.aborted) {
      await surroundings.wait(readAgainMs, closing.signal);
      await readEverything(reading, { pace: () => idleness.whenIdle(closing.signal), onRead: () => undefined, ending: closing.signal });
    }
  };

  const askServer = async (ending: AbortSignal) => {
    const answered = Promise.all(collections.map((name) => firstValueFrom(race(compared$.pipe(filter((each) => each === name)), closed$))));
    needs.resync(collections);
    await Promise.race([answered, surroundings.wait(answerMs, ending)]);
  };

  const verifyNow = async (onRead: (count: number) => void, ending: AbortSignal) => {
    repairs.retry();
    await hash();
    await readEverything(reading, { pace: () => surroundings.wait(0, ending), onRead, ending });
    if (!ending.aborted) await askServer(ending);
  };

  return {
    state$: detail$.pipe(
      map(({ state }) => state),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    detail$: detail$.asObservable(),
    stored: (collection, changes) => {
      stored.note(collection, changes);
      comparisons.written(collection);
      if (changes.length > hashedAtOnce) idleness.touched();
      if (started) background(hash());
    },
    start: () => {
      started = true;
      const total = stored.unsettled();
      counting = total > 0 ? { total, left: total } : undefined;
      background(hash());
      background(readWhenIdle());
    },
    poked: (told) => {
      heads.poked(told);
      noteProven();
      report();
    },
    reached: (collection, place, digest) => {
      comparisons.reached(collection, place, digest);
      if (!counting && stored.unsettled() <= hashedAtOnce) stored.settle(hashedAtOnce);
      judge();
    },
    startedOver: () => {
      comparisons.forget();
      repairs.retry();
      provenNow = undefined;
      report();
    },
    touched: idleness.touched,
    verify: () => {
      if (verification) return;
      const cancelling = new AbortController();
      closing.signal.addEventListener('abort', () => cancelling.abort(), { once: true });
      const onRead = (count: number) => {
        if (verification) verification.read += count;
        report();
      };
      verification = { cancelling, total: collections.reduce((sum, name) => sum + stored.count(name), 0), read: 0 };
      report();
      const done = verifyNow(onRead, cancelling.signal).finally(() => {
        verification = undefined;
        report();
      });
      background(done);
    },
    cancelVerify: () => verification?.cancelling.abort(),
    seen: async () => {
      const { differences } = notebook.read();
      if (!differences || differences.unseen === 0) return;
      await notebook.note({ differences: { ...differences, unseen: 0 } });
      report();
    },
    stop: () => {
      closing.abort();
      closed$.next(undefined);
    },
  };
}

const percentOf = (done: number, total: number): number => (total === 0 ? 100 : Math.min(100, Math.floor((100 * done) / total)));
