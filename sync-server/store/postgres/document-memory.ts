import type { Collection } from '../../../contract/collection.ts';
import type { BucketSums } from '../../../domain/digest/bucket-sums.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import type { Kept } from '../port/feed.ts';
import { ByName } from './by-name.ts';
import type { Counters, Workspace } from './workspaces.ts';

/**
 * What is known of a document: its canonical JSON, or that there is none. `document` is what it says, where somebody has read it, and
 * `digest` what it counts, where this process wrote it.
 */
export type Known = Readonly<{ text: string | null; document?: unknown; digest?: Hash64 | undefined }>;

/**
 * Documents as they stand in the open feed transaction, or the last one of this process: what an event touches is often touched by the
 * next. Documents change under the feed lock only, and each transaction that changes some leaves its own mark, `counters.writer`. Who
 * finds another mark than the one it knows, since another server or another life of this database wrote meanwhile, forgets all of it.
 */
export interface DocumentMemory {
  /** Under the feed lock. `end` is told the mark that was committed, or nothing where that is not sure. */
  open(workspace: Workspace, counters: Readonly<Counters>): OpenMemory;
}

export type OpenMemory = Readonly<{
  get(collection: Kept, id: string): Known | undefined;
  set(collection: Kept, id: string, known: Known): void;
  /** The digests that were looked at, as they stand in this transaction. */
  readonly digests: Map<Collection, BucketSums>;
  end(writer?: string): void;
}>;

/** JSON text; in memory a document takes about three times as much. */
const MOST_REMEMBERED = 32 * 1024 * 1024;
/** What an id and its place in the map take. */
const ENTRY_SIZE = 200;

/** `life` is part of each shelf's name: what was forgotten is found by nobody and leaves with its generation. */
type Mark = { writer: string | undefined; life: number; digests: Map<Collection, BucketSums> };

function beginLife(mark: Mark): void {
  mark.life += 1;
  mark.digests = new Map();
}

/** Two generations: what nobody asked for while the younger one filled up goes with the older one. */
export function documentMemory(mostRemembered = MOST_REMEMBERED): DocumentMemory {
  const marks = new Map<number, Mark>();
  let young = new ByName<Known>();
  let old = new ByName<Known>();
  let size = 0;

  function set(shelf: string, id: string, known: Known): void {
    young.set(shelf, id, known);
    size += ENTRY_SIZE + (known.text?.length ?? 0);
    if (size < mostRemembered / 2) return;
    old = young;
    young = new ByName();
    size = 0;
  }

  function get(shelf: string, id: string): Known | undefined {
    const recent = young.get(shelf, id);
    if (recent) return recent;
    const older = old.get(shelf, id);
    if (older) set(shelf, id, older);
    return older;
  }

  return {
    open({ id }, { writer }) {
      const mark = marks.get(id) ?? { writer: undefined, life: 0, digests: new Map() };
      marks.set(id, mark);
      if (mark.writer !== writer) beginLife(mark);
      mark.writer = undefined; // until this transaction has ended well
      const { life, digests } = mark; // not of the next transaction: one whose connection was lost may still be at work
      const shelf = (collection: Kept) => `${id} ${life} ${collection}`;
      return {
        get: (collection, document) => get(shelf(collection), document),
        set: (collection, document, known) => set(shelf(collection), document, known),
        digests,
        end: (committed) => {
          mark.writer = committed;
          if (committed === undefined) beginLife(mark);
        },
      };
    },
  };
}
