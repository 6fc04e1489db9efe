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
import { createHashing, hashedAtOnce } from './hashing.ts';
import { createIdleness } from './idleness.ts';
import { mendBucket } from './mend-bucket.ts';
import type { CollectionProof, CollectionStanding, ProofDetail, ProofState, Proven } from './proof-state.ts';
import { createKnownHeads, provenSeq } from './proven-seq.ts';
import { readEverything } from './read-everything.ts';
import { createRepairs } from './repairs.ts';
import { createStoredDigests } from './stored-digests.ts';
import { createVerification } from './verification.ts';

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
      needs.whileStill(name, async (place, ending) => {
        const parts = { name, records: store.records(name), stored, api, now: surroundings.now };
        const mended = await mendBucket(parts, bucket, ids, place, ending);
        if (!mended.ok && mended.code === 'replication.resync') needs.resync([name]); // the pull is told the same, and starts over
        return mended;
      }),
  });

  const hashing = createHashing({
    ...{ stored, wait: surroundings.wait, background, ending: closing.signal },
    onStretch: () => report(),
    onDone: () => judge(),
  });
  const verification = createVerification({
    ...{ background, ending: closing.signal },
    count: () => collections.reduce((sum, name) => sum + stored.count(name), 0),
    run: (onRead, ending) => verifyNow(onRead, ending),
    changed: () => report(),
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
    const checked = verification.percent();
    const counted = hashing.percent();
    if (checked !== undefined) return { kind: 'checking', percent: checked, ...rest };
    if (counted !== undefined) return { kind: 'counting', percent: counted, ...rest };
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
  const changed$ = new BehaviorSubject<void>(undefined);
  const report = () => changed$.next();

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

  const reading = {
    ...{ records: store.records, stored },
    whileStill: (name: Collection, work: () => Promise<readonly string[]>) => needs.whileStill(name, work),
    onWhole: (name: Collection) => {
      readAt.set(name, surroundings.now());
      report();
    },
    onWrong: (name: Collection, ids: readonly string[]) => repairs.ask(name, [], ids),
  };

  const idleness = createIdleness(surroundings, () => !needs.steady() || hashing.isBusy() || verification.percent() !== undefined);
  const readWhenIdle = async () => {
    while (!closing.signal.aborted) {
      await surroundings.wait(readAgainMs, closing.signal);
      const pass = { pace: () => idleness.whenIdle(closing.signal), onRead: () => undefined, ending: closing.signal };
      const done = readEverything(reading, pass);
      background(done);
      await done.catch(() => undefined); // said by `background`, and tried again
    }
  };

  const askServer = async (ending: AbortSignal) => {
    const answered = Promise.all(collections.map((name) => firstValueFrom(race(compared$.pipe(filter((each) => each === name)), closed$))));
    needs.resync(collections);
    await Promise.race([answered, surroundings.wait(answerMs, ending)]);
  };

  const verifyNow = async (onRead: (count: number) => void, ending: AbortSignal) => {
    repairs.retry();
    await hashing.all();
    await readEverything(reading, { pace: () => surroundings.wait(0, ending), onRead, ending });
    if (!ending.aborted) await askServer(ending);
  };

  return {
    state$: changed$.pipe(
      map(stateNow),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    detail$: changed$.pipe(map(detail)),
    stored: (collection, changes) => {
      stored.note(collection, changes);
      comparisons.written(collection);
      if (changes.length > hashedAtOnce) idleness.touched();
      hashing.noted();
    },
    start: () => {
      hashing.start();
      background(readWhenIdle());
    },
    poked: (told) => {
      heads.poked(told);
      noteProven();
      report();
    },
    reached: (collection, place, digest) => {
      comparisons.reached(collection, place, digest);
      hashing.finishLittle();
      judge();
    },
    startedOver: () => {
      comparisons.forget();
      repairs.retry();
      provenNow = undefined;
      report();
    },
    touched: idleness.touched,
    verify: verification.begin,
    cancelVerify: verification.cancel,
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
