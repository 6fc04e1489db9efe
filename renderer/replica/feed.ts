import { type Collection, collections } from '../../contract/collection.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import type { Api } from './api.ts';
import type { Connected } from './connection.ts';
import type { ReplicaDatabase } from './open-database.ts';
import { type Pull, startPull } from './pull-collection.ts';
import type { Notebook } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';

/** The ten pulls as one, with what happens when the server does not know our checkpoints any more. */
export interface Feed {
  /** Looks for news in these collections now. */
  resync(names: Iterable<Collection>): void;
  stop(): Promise<void>;
}

export type FeedNeeds = Readonly<{
  database: ReplicaDatabase;
  notebook: Notebook;
  api: Pick<Api, 'get'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  storedIds: (collection: Collection) => ReadonlySet<string>;
  onReached: (collection: Collection, checkpoint: Checkpoint, end: boolean) => void;
  onStoreFailed: (collection: Collection, code: FailureCode | undefined) => void;
  /** Everything that was said about places and commands is void (DESIGN 3, Replication). */
  onStartOver: () => Promise<void>;
  /** What the server does not have any more was deleted. */
  onSwept: () => void;
  /** Every collection has been at its end since the start, or since starting over. */
  ended: () => boolean;
  background: (work: Promise<unknown>) => void;
}>;

/**
 * Starting over is written down before anything is forgotten, and goes on after a crash:
 *
 *   pulling --409 replication.resync--> noted, commands pending again, checkpoints forgotten
 *           --all ten at their end--> what was not seen is deleted, note crossed out --> pulling
 */
export function startFeed(needs: FeedNeeds): Feed {
  const seen = new Map<Collection, Set<string>>();
  let pulls = new Map<Collection, Pull>();
  let startingOver = false;
  let stopped = false;

  const begin = () => {
    pulls = new Map(collections.map((name) => [name, pull(name)]));
  };

  const pull = (name: Collection): Pull =>
    startPull({
      ...{ name, collection: needs.database[name], workspace: needs.notebook.read().workspace },
      ...{ api: needs.api, connection: needs.connection, surroundings: needs.surroundings },
      onReached: (checkpoint, end) => {
        needs.onReached(name, checkpoint, end);
        if (needs.ended()) needs.background(arrived());
      },
      onPage: (ids) => {
        const already = seen.get(name) ?? new Set();
        seen.set(name, already);
        for (const id of ids) already.add(id);
      },
      onResync: () => needs.background(startOver()),
      onStoreFailed: (code) => needs.onStoreFailed(name, code),
    });

  const startOver = async () => {
    if (startingOver || stopped) return;
    startingOver = true;
    await needs.notebook.note({ resync: true });
    await needs.onStartOver();
    await Promise.all([...pulls.values()].map((each) => each.forget()));
    seen.clear();
    startingOver = false;
    if (!stopped) begin();
  };

  const arrived = async () => {
    const { filled, resync } = needs.notebook.read();
    if (startingOver || (filled && !resync)) return;
    if (resync) for (const name of collections) await removeUnseen(name);
    await needs.notebook.note({ filled: true, resync: false });
    needs.onSwept();
  };

  const removeUnseen = async (name: Collection) => {
    const unseen = [...needs.storedIds(name)].filter((id) => !seen.get(name)?.has(id));
    if (unseen.length > 0) await needs.database[name].bulkRemove(unseen);
  };

  begin();
  if (needs.notebook.read().resync) needs.background(startOver());
  return {
    resync: (names) => {
      for (const name of names) pulls.get(name)?.resync();
    },
    stop: async () => {
      stopped = true;
      await Promise.allSettled([...pulls.values()].map((each) => each.stop())); // a broken store must still be closed
    },
  };
}
