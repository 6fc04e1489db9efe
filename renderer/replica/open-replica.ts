import { BehaviorSubject, type Observable, Subscription } from 'rxjs';
import { type Collection, collections } from '../../contract/collection.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Heads } from '../../contract/replication.ts';
import { decodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import type { Api } from './api.ts';
import type { AwayNotes } from './away/away-notes.ts';
import { type Absence, followAbsence } from './away/follow-absence.ts';
import { type CommandStore, openCommandStore } from './command-store.ts';
import { type KeptPlans, keepPlans } from './composing/kept-plans.ts';
import type { Connected } from './connection.ts';
import { createDocuments, type Documents, type StoredChange } from './documents.ts';
import { type Feed, startFeed } from './feed.ts';
import { type ArrivalWatch, watchArrivals } from './freshness/watch-arrivals.ts';
import { createIntake } from './intake.ts';
import { type FollowedModel, followModel } from './models/follow-model.ts';
import { readAll, toReplicaStore } from './open-database.ts';
import { createProof, type Proof } from './proof/proof.ts';
import { createRecommender, type Recommender } from './recommender.ts';
import type { ReplicaStore, StoredCollection } from './replica-store.ts';
import { audienceNow } from './review/audience-now.ts';
import { createDispatchGate, type DispatchGate } from './review/dispatch-gate.ts';
import { createSegmentCounts, type SegmentCounts } from './segments/segment-counts.ts';
import { startSender, type Trouble } from './sending/send-commands.ts';
import type { Notebook } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';
import { openUpgraded } from './upgrade/open-upgraded.ts';
import { createView, type View } from './view.ts';

/** How this workspace's replica stands. */
export type ReplicaState = Readonly<{
  /** The first pull of everything, or the one after starting over, is under way. */
  filling: boolean;
  documents: number;
  /** Documents and commands that are not of the contract: kept, not shown. */
  unreadable: number;
  syncedAt?: number;
  /** The local store refuses to write. */
  storeFailed?: FailureCode;
}>;

/** One workspace's replica, open: its store, pulls, sender and view. */
export interface Replica {
  readonly notebook: Notebook;
  readonly view: View;
  readonly commands: CommandStore;
  readonly recommender: Recommender;
  /** The neighbour file that the server published last. */
  readonly neighbours: FollowedModel<NeighbourTable>;
  readonly gate: DispatchGate;
  readonly plans: KeptPlans;
  readonly segmentCounts: SegmentCounts;
  readonly absence: Absence;
  readonly state$: Observable<ReplicaState>;
  readonly proof: Proof;
  /** Why the last request with commands failed; undefined once one was answered. */
  readonly trouble$: Observable<Trouble | undefined>;
  readonly arrivals: ArrivalWatch;
  poked(heads: Heads): void;
  /** The server has just been heard of. */
  alive(): void;
  /** The line to the server broke, or has not been there yet. */
  lost(): void;
  /** The machine may have slept, perhaps over midnight. */
  wake(): void;
  syncNow(): void;
  /** Pulls everything from zero, beneath whatever waits to be sent. */
  downloadAgain(): void;
  close(): Promise<void>;
}

export type ReplicaNeeds = Readonly<{
  notebook: Notebook;
  away: AwayNotes;
  api: Api;
  connection: Connected;
  surroundings: Surroundings;
  /** The server's clock, as far as it is known; our own unless said. */
  serverNow?: () => number;
}>;

/** How often "last synced" is written down, so that a start without a server can still say it. */
const noteSyncMs = 60_000;

/** How often the clock is looked at: a new day in Seoul scores everything anew. */
const clockMs = 60_000;

/** Opens what is stored and shows it, then starts pulling and sending. What cannot be opened whole is closed again. */
export async function openReplica(needs: ReplicaNeeds): Promise<Replica> {
  const account = needs.notebook.read();
  const database = await openUpgraded(needs.surroundings.storage, needs.notebook);
  try {
    return await openReplicaOn(toReplicaStore(database, account.workspace), needs);
  } catch (error) {
    await database.close();
    throw error;
  }
}

type NeedsOfOpenStore = Omit<ReplicaNeeds, 'surroundings'> &
  Readonly<{
    surroundings: Pick<Surroundings, 'now' | 'wait' | 'random' | 'modelFiles'>;
    /** Documents a page; 2,000 unless said. */
    pageLimit?: number;
  }>;

/** The replica on a store that is open already, and is closed with it. */
export async function openReplicaOn(store: ReplicaStore, needs: NeedsOfOpenStore): Promise<Replica> {
  const { notebook, away, api, connection, surroundings, pageLimit } = needs;
  const commands = await openCommandStore(store.records('command'), surroundings);
  const documents = createDocuments();
  const arrivals = watchArrivals({ lead: (id) => documents.of('lead').get(id), serverNow: needs.serverNow ?? surroundings.now });
  const view = createView({ documents, commands, arrivals, member: () => notebook.read().member, now: surroundings.now });
  const broken = new Map<string, FailureCode>();
  let syncedAt = notebook.read().syncedAt;
  const closing = new AbortController();

  const filling = () => !notebook.read().filled || notebook.read().resync;
  const stateNow = (): ReplicaState => toState({ documents, commands }, filling(), syncedAt, [...broken.values()][0]);
  const state$ = new BehaviorSubject<ReplicaState>(stateNow());
  const report = () => state$.next(stateNow());

  const markBroken = (what: string, code: FailureCode | undefined) => {
    if (code) broken.set(what, code);
    else broken.delete(what);
    report();
  };
  const background = (work: Promise<unknown>) => {
    work.then(
      () => markBroken('background', undefined),
      () => closing.signal.aborted || markBroken('background', 'replica.storage'),
    );
  };

  const neighbours = followModel({
    ...{ kind: 'neighbours', decode: decodeNeighbours, view, api, connection, surroundings },
    ...{ account: notebook.read(), files: surroundings.modelFiles },
  });
  const recommender = createRecommender(view, () => neighbours.now().inUse?.model);
  const provider = () => notebook.read().sending?.provider ?? 'sandbox';
  const changeOf = (batch: string) =>
    audienceNow({ view, recommender, provider: provider(), all: commands.all(), now: surroundings.now() }, batch).change;
  const gate = createDispatchGate({ commands, changeOf, background });
  const absence = await followAbsence({
    ...{ notes: away, segments: view.segments, syncedAt: () => syncedAt, now: surroundings.now, background },
    membersOf: (filter) => view.rows.matching(filter).map(({ id }) => id),
  });
  let greeted = false; // the server has named its heads since the line last broke

  const intake = createIntake({ documents, view, commands, filling, background });
  const noteSynced = () => {
    if (!intake.caughtUp()) return;
    if (greeted && !filling()) absence.inStep();
    syncedAt = surroundings.now();
    if (syncedAt - (notebook.read().syncedAt ?? 0) > noteSyncMs) background(notebook.note({ syncedAt }));
    if (!greeted || filling()) return;
    gate.inStep();
    arrivals.inStep();
  };

  const proof = createProof({
    ...{ store, notebook, api, connection, surroundings, background },
    steady: () => !filling(),
    whileStill: (name, work) => feed.whileStill(name, work),
    resync: (names) => feed.resync(names),
  });
  const stage: Stage = (collection, changes) => {
    intake.staged(collection, changes);
    proof.stored(collection, changes);
  };

  const subscriptions = listen(store, stage);
  subscriptions.add(commands.changed$.subscribe(() => intake.commanded()));
  await hydrate(store, stage);
  view.show(documents.takeIn());
  report();
  background(commands.purge());

  const pulling: Connected = {
    whenConnected: async (signal) => {
      await connection.whenConnected(signal);
      if (!signal.aborted) await absence.beforePull();
    },
  };
  const feed: Feed = startFeed({
    ...{ store, pageLimit, notebook, api, connection: pulling, surroundings, background },
    ...{ storedIds: documents.storedIds, ended: intake.ended, onStoreFailed: markBroken },
    onReached: (collection, checkpoint, end, digest) => {
      intake.reached(collection, checkpoint, end);
      proof.reached(collection, checkpoint, digest);
      noteSynced();
      report();
    },
    onSwept: () => {
      intake.takeIn();
      feed.resync(collections); // for the digests of what is left
    },
    onStartOver: async (because) => {
      intake.forget();
      proof.startedOver();
      if (because === 'resync') await commands.reopen();
    },
  });
  proof.start();
  /** A new day in Seoul changes every score here, and nothing is pulled for it (I12). */
  const passDay = () => {
    if (view.tick()) background(commands.purge());
  };
  const passDays = async () => {
    while (!closing.signal.aborted) {
      passDay();
      arrivals.tick();
      await surroundings.wait(clockMs, closing.signal);
    }
  };
  void passDays();
  const sender = startSender({ commands, gate, api, connection, surroundings, serverEpoch: intake.serverEpoch });

  return {
    ...{ notebook, view, commands, neighbours, recommender, gate, absence, proof, arrivals, state$: state$.asObservable() },
    trouble$: sender.trouble$,
    segmentCounts: createSegmentCounts(view.rows),
    plans: keepPlans(),
    poked: (heads) => {
      greeted = true;
      intake.poked(heads);
      proof.poked(heads);
      feed.resync(collections.filter((name) => name in heads.heads));
    },
    alive: () => {
      noteSynced();
      report();
    },
    lost: () => {
      greeted = false;
      gate.lost();
      arrivals.lost();
    },
    wake: passDay,
    syncNow: () => feed.resync(collections),
    downloadAgain: feed.pullAgain,
    close: async () => {
      closing.abort();
      proof.stop();
      await neighbours.stop();
      await sender.stop();
      await feed.stop();
      subscriptions.unsubscribe();
      await store.close();
    },
  };
}

type Read = Readonly<{ documents: Documents; commands: Pick<CommandStore, 'unreadable'> }>;

function toState(
  { documents, commands }: Read,
  filling: boolean,
  syncedAt: number | undefined,
  storeFailed: FailureCode | undefined,
): ReplicaState {
  return {
    filling,
    documents: collections.reduce((sum, collection) => sum + documents.storedIds(collection).size, 0),
    unreadable: documents.unreadable() + commands.unreadable(),
    ...(syncedAt !== undefined && { syncedAt }),
    ...(storeFailed && { storeFailed }),
  };
}

type Stage = (collection: Collection, changes: readonly StoredChange[]) => void;

/** Follows what is stored. Started before `hydrate`, so that nothing falls between the two. */
function listen({ collections: of }: ReplicaStore, stage: Stage): Subscription {
  const all = new Subscription();
  for (const name of collections) all.add(changesOf(of[name], (changes) => stage(name, changes)));
  return all;
}

const changesOf = (collection: StoredCollection, take: (changes: readonly StoredChange[]) => void): Subscription =>
  collection.eventBulks$.subscribe(({ events }) =>
    take(
      events.map((event) =>
        event.operation === 'DELETE' ? { id: event.documentId } : { id: event.documentId, body: event.documentData.body },
      ),
    ),
  );

const hydrate = ({ collections: of }: ReplicaStore, stage: Stage): Promise<unknown> =>
  Promise.all(collections.map((name) => readAll(of[name], (documents) => stage(name, documents))));
