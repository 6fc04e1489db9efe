import { type Collection, collections, type DocumentOf } from '../../contract/collection.ts';
import { perCollection } from './per-collection.ts';
import { readStored } from './stored-body.ts';

/** A document that was stored, or, without a body, removed. */
export type StoredChange = Readonly<{ id: string; body?: object }>;

/** Which documents of which collections are new, other or gone. */
export type Changed = ReadonlyMap<Collection, ReadonlySet<string>>;

/** The read models in memory: what the view shows, and beside it what is stored already but not shown yet. */
export interface Documents {
  of<C extends Collection>(collection: C): ReadonlyMap<string, DocumentOf<C>>;
  /** Notes what was stored. */
  stage(collection: Collection, changes: readonly StoredChange[]): void;
  /** Shows everything staged. */
  takeIn(): Changed;
  /** How many changes are stored and not shown. */
  staged(): number;
  /** Ids in the store, shown or staged. */
  storedIds(collection: Collection): ReadonlySet<string>;
  /** Documents that are stored but not of the contract, and so not shown. */
  unreadable(): number;
}

export function createDocuments(): Documents {
  const shown = perCollection(() => new Map<string, object>());
  const staged = perCollection(() => new Map<string, object | undefined>());
  const stored = perCollection(() => new Set<string>());
  const unreadable = new Set<string>();

  const note = (collection: Collection, { id, body }: StoredChange) => {
    const readable = body && readStored(collection, body);
    staged[collection].set(id, readable);
    if (body) stored[collection].add(id);
    else stored[collection].delete(id);
    if (body && !readable) unreadable.add(`${collection} ${id}`);
    else unreadable.delete(`${collection} ${id}`);
  };

  const takeInOne = (collection: Collection): readonly [Collection, ReadonlySet<string>] => {
    const changes = staged[collection];
    for (const [id, body] of changes) {
      if (body) shown[collection].set(id, body);
      else shown[collection].delete(id);
    }
    const changed = new Set(changes.keys());
    changes.clear();
    return [collection, changed];
  };

  return {
    of: <C extends Collection>(collection: C) => shown[collection] as unknown as ReadonlyMap<string, DocumentOf<C>>,
    stage: (collection, changes) => {
      for (const change of changes) note(collection, change);
    },
    staged: () => collections.reduce((sum, collection) => sum + staged[collection].size, 0),
    takeIn: () => new Map(collections.map(takeInOne).filter(([, changed]) => changed.size > 0)),
    storedIds: (collection) => stored[collection],
    unreadable: () => unreadable.size,
  };
}
