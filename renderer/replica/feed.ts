import { type Collection, collections } from '../../contract/collection.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Checkpoint, CollectionDigest } from '../../contract/replication.ts';
import type { Api } from './api.ts';
import { backOffMs } from './back-off.ts';
import type { Connected } from './connection.ts';
import { type Pull, type StillWork, startPull } from './pull-collection.ts';
import type { ReplicaStore } from './replica-store.ts';
import type { Notebook } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';

/** The ten pulls as one, with what happens when the server does not know our checkpoints any more. */
export interface Feed {
  /** Looks for news in these collections now. */
  resync(names: Iterable<Collection>): void;
  /** Runs `work` on a collection while no page is on its way into it; undefined where it is not being pulled. */
  whileStill<T>(name: Collection, work: StillWork<T>): Promise<T | undefined>;
  /** Pulls everything from zero, and deletes what the server does not have; no command is touched. */
  pullAgain(): void;
  stop(): Promise<void>;
}

export type FeedNeeds = Readonly<{
  store: ReplicaStore;
  pageLimit?: number | undefined;
  notebook: Notebook;
  api: Pick<Api, 'get'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  storedIds: (collection: Collection) => ReadonlySet<string>;
  onReached: (collection: Collection, checkpoint: Checkpoint, end: boolean, digest: CollectionDigest | undefined) => void;
  onStoreFailed: (collection: Collection, code: FailureCode | undefined) => void;
  /** Everything that was said about places is void, and, where it is another server's life, about commands too. */
  onStartOver: (because: StartsOver) => Promise<void>;
  /** What the server does not have any more was deleted. */
  onSwept: () => void;
  /** Every collection has been at its end since the start, or since starting over. */
  ended: () => boolean;
  background: (work: Promise<unknown>) => void;
}>;

/** Our checkpoint is not of the server's feed any more; or a person asked for everything anew. */
export type StartsOver = 'resync' | 'asked';

/**
 * Starting over is written down before anything is forgotten, and goes on after a crash:
 *
 *   pulling --409 replication.resync, documents without a checkpoint, or asked--> noted, checkpoints forgotten, commands pending again (not where asked)
 *           --all ten at their end--> what was not seen is deleted, note crossed out --> pulling
 */
export function startFeed(needs: FeedNeeds): Feed {
  const { store, notebook, surroundings } = needs;
  const seen = new Map<Collection, Set<string>>();
  const stopping = new AbortController();
  let pulls = new Map<Collection, Pull>();
  let startingOver = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** Starting over and sweeping never overlap: a sweep that ends late would cross out the note of the next start. */
  const inTurn = (work: () => Promise<void>) => {
    const done = turn.then(work);
    turn = done.catch(() => undefined); // said by `background`
    needs.background(done);
  };

  const begin = () => {
    if (!stopping.signal.aborted) pulls = new Map(collections.map((name) => [name, pull(name)]));
  };

  const pull = (name: Collection): Pull =>
    startPull({
      ...{ name, replicate: store.replicate(name), pageLimit: needs.pageLimit },
      ...{ api: needs.api, connection: needs.connection, surroundings },
      onReached: (checkpoint, end, digest) => {
        needs.onReached(name, checkpoint, end, digest);
        if (isArriving()) inTurn(arrived);
      },
      onPage: (ids) => noteSeen(name, ids),
      fromZero: () => notebook.read().resync || needs.storedIds(name).size === 0,
      onResync: () => startsOver('resync'),
      onStoreFailed: (code) => needs.onStoreFailed(name, code),
    });

  function startsOver(because: StartsOver) {
    if (startingOver) return;
    startingOver = true;
    inTurn(() => startOver(because));
  }

  /** Until all ten are forgotten: one that went on from its old place would have what it does not see again deleted. */
  const startOver = async (because: StartsOver) => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const attempt = forgetAll(because);
      needs.background(attempt);
      if (await isKept(attempt)) break;
      await stopAll();
      await surroundings.wait(backOffMs(failures, surroundings.random), stopping.signal);
      begin();
    }
    startingOver = false;
    begin();
  };

  const forgetAll = async (because: StartsOver) => {
    await notebook.note({ resync: true });
    await Promise.all([...pulls.values()].map((each) => each.forget()));
    await needs.onStartOver(because); // now that no pull says any more how far it was
    seen.clear();
  };

  const isArriving = () => {
    const { filled, resync } = notebook.read();
    return !startingOver && needs.ended() && (!filled || resync);
  };

  const arrived = async () => {
    if (!isArriving()) return;
    if (notebook.read().resync) for (const name of collections) await removeUnseen(name);
    await notebook.note({ filled: true, resync: false });
    seen.clear();
    needs.onSwept();
  };

  /** What is pulled is only remembered while there is something to sweep. */
  const noteSeen = (name: Collection, ids: readonly string[]) => {
    if (!notebook.read().resync) return;
    const already = seen.get(name) ?? new Set();
    seen.set(name, already);
    for (const id of ids) already.add(id);
  };

  const removeUnseen = async (name: Collection) => {
    const unseen = [...needs.storedIds(name)].filter((id) => !seen.get(name)?.has(id));
    if (unseen.length === 0) return;
    const { error } = await store.collections[name].bulkRemove(unseen);
    if (error.length > 0) throw new Error('the local store refused to remove documents', { cause: error[0] });
  };

  /** A broken store must still be closed. */
  const stopAll = () => Promise.allSettled([...pulls.values()].map((each) => each.stop()));

  begin();
  if (notebook.read().resync) startsOver('resync');
  return {
    resync: (names) => {
      for (const name of names) pulls.get(name)?.resync();
    },
    whileStill: async (name, work) => pulls.get(name)?.whileStill(work),
    pullAgain: () => startsOver('asked'),
    stop: async () => {
      stopping.abort();
      await stopAll();
    },
  };
}

/** Whether a promise was kept; why it was not is said by `background`. */
const isKept = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );
