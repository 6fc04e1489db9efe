import type { PreparedQuery } from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { type Collection, collections } from '../../contract/collection.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { AwayNote, AwayNotes } from '../../renderer/replica/away/away-notes.ts';
import type { PulledInto, Records, ReplicaStore, Replication, Stored, StoredCollection } from '../../renderer/replica/replica-store.ts';
import type { Memory } from '../../renderer/replica/session-memory.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';

type Kept = Collection | 'command';

/** What a desk has on its disk, and finds again after a kill. Bodies as JSON, so that nobody's object is the disk's. */
export interface DeskDisk {
  readonly documents: Readonly<Record<Kept, Map<string, string>>>;
  readonly checkpoints: Map<Collection, Checkpoint>;
  memory: Memory;
  away: AwayNote;
  /** Every write is refused, or none any more. */
  full: boolean;
}

export const createDeskDisk = (memory: Memory): DeskDisk => ({
  documents: Object.fromEntries([...collections, 'command'].map((name) => [name, new Map()])) as unknown as DeskDisk['documents'],
  checkpoints: new Map(),
  memory,
  away: {},
  full: false,
});

export type DiskNeeds = Readonly<{
  clock: VirtualClock;
  random: Random;
  faults: Faults;
  /** A checkpoint is on the disk now, in the place of another one. */
  moved: (collection: Collection, from: Checkpoint | undefined, to: Checkpoint) => void;
}>;

const writeMs = 4;

/** One write in so many is refused while nothing is full: an aborted transaction. */
const shareRefused = 0.002;

/** A process's way to the disk. A write is a step of its own: a kill before it, and it never was. */
export function openDeskDisk(disk: DeskDisk, { clock, random, faults, moved }: DiskNeeds) {
  const write = (what: string, work: () => void): Promise<void> =>
    new Promise((resolve, reject) => {
      clock.after(random.below(writeMs), what, () => {
        if (disk.full || faults.strikes('deskQuota', random, shareRefused)) return reject(new Error('QuotaExceededError'));
        work();
        resolve();
      });
    });

  const open = Object.fromEntries([...collections, 'command' as const].map((name) => [name, collectionOn(disk.documents[name], write)]));

  const replicate = (name: Collection, pulled: PulledInto): Replication => {
    let over = false;
    let stored: unknown;
    let turn: Promise<unknown> = Promise.resolve();
    let wanted = 0;
    let moving: Promise<unknown> = Promise.resolve();

    const checkpoint = (to: Checkpoint) => () => {
      const from = disk.checkpoints.get(name);
      disk.checkpoints.set(name, to);
      moved(name, from, to);
    };
    /** As RxDB does: documents first, then their checkpoint, unless it ended meanwhile; what fails is said and not tried again. */
    const persist = async (documents: readonly (Stored & { _deleted: boolean })[], to: Checkpoint) => {
      try {
        await open[name]?.store(documents);
        if (over) return;
        moving = write(`${name} checkpoint`, checkpoint(to));
        await moving;
        stored = to;
      } catch {
        if (!over) pulled.broken();
      }
    };
    const pull = async () => {
      let after = disk.checkpoints.get(name);
      stored = after;
      let writing: Promise<unknown> = Promise.resolve();
      while (!over) {
        const page = await pulled.nextPage(after);
        if (over || page.documents.length === 0 || !page.checkpoint) break;
        after = page.checkpoint;
        writing = writing.then(() => persist(page.documents, page.checkpoint as Checkpoint));
        if (page.documents.length < pulled.batchSize) break;
      }
      await writing;
    };
    const resync = () => {
      const mine = ++wanted;
      turn = turn.then(() => (over || mine !== wanted ? undefined : pull()));
    };
    resync();
    return {
      storedCheckpoint: () => stored,
      resync,
      end: async (what) => {
        over = true;
        await moving.catch(() => undefined); // one that is being written is waited for, as RxDB waits
        if (what === 'forget') await write(`${name} forgets`, () => void disk.checkpoints.delete(name));
      },
    };
  };

  const store: ReplicaStore = {
    collections: open as unknown as ReplicaStore['collections'],
    replicate: (name) => (pulled) => replicate(name, pulled),
    records: (name) => recordsOn(disk.documents[name], open[name] as SimulatedCollection),
    close: async () => undefined,
  };
  const remember = (memory: Memory) => write('memory', () => Object.assign(disk, { memory }));
  const away: AwayNotes = {
    read: async () => structuredClone(disk.away),
    write: (note) => write('away', () => Object.assign(disk, { away: structuredClone(note) })),
  };
  return { store, remember, away };
}

type Write = (what: string, work: () => void) => Promise<void>;
type Change = Stored & { _deleted?: boolean };
type SimulatedCollection = StoredCollection & Readonly<{ store: (changes: readonly Change[]) => Promise<void> }>;

function collectionOn(rows: Map<string, string>, write: Write): SimulatedCollection {
  const eventBulks$ = new Subject<{ events: ReturnType<typeof eventOf>[] }>();

  const store = (changes: readonly Change[]) =>
    write('documents', () => {
      const differing = changes.map(toRow).filter(({ id, json }) => rows.get(id) !== json);
      for (const { id, json } of differing) {
        if (json === undefined) rows.delete(id);
        else rows.set(id, json);
      }
      if (differing.length > 0) eventBulks$.next({ events: differing.map(eventOf) });
    });

  return {
    eventBulks$,
    store,
    bulkUpsert: async (documents) => {
      await store(documents);
      return { error: [] };
    },
    bulkRemove: async (ids) => {
      await store(ids.map((id) => ({ id, body: {}, _deleted: true })));
      return { error: [] };
    },
    storageInstance: { query: async (query) => ({ documents: selected(rows, query) }) },
  };
}

/** The same rows, as whoever proves them reads them. */
const recordsOn = (rows: ReadonlyMap<string, string>, { store }: Pick<SimulatedCollection, 'store'>): Records => ({
  after: async (id, limit) => rowsAfter(rows, id, limit),
  read: async (ids) => new Map(ids.flatMap((id) => (rows.has(id) ? [[id, toStored(id, rows.get(id))] as const] : []))),
  write: (writes) => store(writes.map(({ id, body }) => ({ id, body: body ?? {}, _deleted: !body }))),
});

type Row = Readonly<{ id: string; json: string | undefined }>;

const toRow = ({ id, body, _deleted }: Change): Row => ({ id, json: _deleted ? undefined : JSON.stringify(body) });

const eventOf = ({ id, json }: Row) =>
  json === undefined
    ? ({ operation: 'DELETE', documentId: id } as const)
    : ({ operation: 'UPDATE', documentId: id, documentData: { body: JSON.parse(json) as object } } as const);

/** The one query that the replica asks: everything after an id, in order. */
function selected(rows: ReadonlyMap<string, string>, { query }: PreparedQuery<Stored>): Stored[] {
  const { id } = query.selector as { id?: { $gt?: string } };
  return rowsAfter(rows, id?.$gt ?? '', query.limit ?? rows.size);
}

const rowsAfter = (rows: ReadonlyMap<string, string>, after: string, limit: number): Stored[] =>
  [...rows.keys()]
    .filter((id) => id > after)
    .sort(byCodeUnit)
    .slice(0, limit)
    .map((id) => toStored(id, rows.get(id)));

const toStored = (id: string, json: string | undefined): Stored => ({ id, body: JSON.parse(json ?? '{}') as object });
