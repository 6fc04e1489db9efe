import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import type { Kept } from '../port/feed.ts';
import type { Workspace } from './workspaces.ts';

/** A document that is there: its row, what stands in it, how long its JSON is, and what it counts in the digest where desks have a copy. */
export type Remembered = Readonly<{ number: number; document: Readonly<{ id: string }>; size: number; digest?: Hash64 | undefined }>;

/**
 * Documents as they stand in the open transaction, or the last one: what an event touches is often touched by the next. Only the
 * one writer changes them, and tells so here; a transaction that is rolled back makes all of it be forgotten.
 */
export interface DocumentMemory {
  get(workspace: Workspace, collection: Kept, id: string): Remembered | undefined;
  set(workspace: Workspace, collection: Kept, remembered: Remembered): void;
  delete(workspace: Workspace, collection: Kept, id: string): void;
  forget(): void;
}

/** JSON text; in memory a document takes about twice as much. */
const MOST_REMEMBERED = 24 * 1024 * 1024;

type Shelf = Map<string, Remembered>;
/** By collection and the workspace's number: a name made of both would be put together and hashed at every look. */
type Shelves = Map<Kept, Map<number, Shelf>>;

/** Two generations: what nobody asked for while the younger one filled up goes with the older one. */
export function documentMemory(mostRemembered = MOST_REMEMBERED): DocumentMemory {
  let young: Shelves = new Map();
  let old: Shelves = new Map();
  let youngSize = 0;

  function shelfIn(shelves: Shelves, { id }: Workspace, collection: Kept): Shelf {
    const shelf = shelves.get(collection)?.get(id);
    if (shelf) return shelf;
    const added: Shelf = new Map();
    shelves.set(collection, (shelves.get(collection) ?? new Map<number, Shelf>()).set(id, added));
    return added;
  }

  function set(workspace: Workspace, collection: Kept, remembered: Remembered): void {
    shelfIn(young, workspace, collection).set(remembered.document.id, remembered);
    youngSize += remembered.size;
    if (youngSize < mostRemembered / 2) return;
    old = young;
    young = new Map();
    youngSize = 0;
  }

  return {
    get(workspace, collection, id) {
      const recent = shelfIn(young, workspace, collection).get(id);
      if (recent) return recent;
      const older = shelfIn(old, workspace, collection).get(id);
      if (older) set(workspace, collection, older);
      return older;
    },
    set,
    delete(workspace, collection, id) {
      shelfIn(young, workspace, collection).delete(id);
      shelfIn(old, workspace, collection).delete(id);
    },
    forget() {
      young = new Map();
      old = new Map();
      youngSize = 0;
    },
  };
}
