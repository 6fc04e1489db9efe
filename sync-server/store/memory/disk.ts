import type { Collection } from '../../../contract/collection.ts';
import type { BucketSums } from '../../../domain/digest/bucket-sums.ts';
import type { Epoch } from '../checkpoint-validity.ts';
import type { CredentialKind } from '../port/credentials.ts';
import type { Kept } from '../port/feed.ts';
import type { QuarantineCount, QuarantinedRow } from '../port/log.ts';
import type { Model } from '../port/models.ts';
import { Table } from './table.ts';

/** Of one workspace; `outbox` and `packet` are the last ids given. */
export type Counters = Readonly<{ position: number; lastEvent: number; cursor: number; seq: number; outbox: number; packet: number }>;
/** A document, or a tombstone (`body` null), as canonical JSON; internal ones have no `seq`. */
export type StoredDocument = Readonly<{ id: string; seq?: number; body: string | null }>;
export type StoredMessages = Readonly<{
  id: number;
  client: string;
  /** Canonical JSON. */
  messages: string;
  answers?: Readonly<{ first: number; last: number }>;
  createdAt: number;
  doneAt?: number;
}>;
export type StoredWorkspace = Readonly<{ name: string; hmacKey: Uint8Array }>;
export type StoredCredential = Readonly<{ kind: CredentialKind; name: string; secretHash: string; since: number }>;

const workspaceTables = () => ({
  /** One row. */
  counters: new Table<'counters', Counters>(),
  epochs: new Table<number, Epoch>(),
  /** Never changed in place: a row is another one's once it is put. */
  digests: new Table<Collection, BucketSums>(),
  /** Facts by position, as JSON, so that nobody's object is the log's. */
  facts: new Table<number, string>(),
  positions: new Table<string, number>(),
  /** Positions of the facts that touched a lead. */
  links: new Table<string, readonly number[]>(),
  waiting: new Table<number, StoredMessages>(),
  done: new Table<number, StoredMessages>(),
  packets: new Table<string, QuarantinedRow>(),
  packetCounts: new Table<string, QuarantineCount>(),
  credentials: new Table<string, StoredCredential>(),
  models: new Table<string, Model>(),
});

/** The tables of one workspace. */
export type Tables = ReturnType<typeof workspaceTables> & Readonly<{ documents(collection: Kept): Table<string, StoredDocument> }>;
type AnyTable = Readonly<{ sync(): void; drop(): void }>;
type Room = Readonly<{ tables: Tables; all(): Iterable<AnyTable> }>;

/** What goes on after a crash or a stop: everything that was synced, and nothing else. */
export interface MemoryDisk {
  readonly workspaces: Table<string, StoredWorkspace>;
  tables(workspace: string): Tables;
  /** What the open transaction wrote is durable, all of it. */
  sync(): void;
  /** What the open transaction wrote is gone, all of it. */
  drop(): void;
  /** Takes the disk for a store; undefined while another one has it. */
  hold(): Hold | undefined;
  /** Power failure: whoever has the disk loses it, with what was not synced. */
  crash(): void;
}

/** One store's life on a disk. */
export type Hold = Readonly<{ alive(): boolean; release(): void }>;

export function createMemoryDisk(): MemoryDisk {
  const workspaces = new Table<string, StoredWorkspace>();
  const rooms = new Map<string, Room>();
  let holder: object | undefined;

  function open(): Room {
    const tables = workspaceTables();
    const documents = new Map<Kept, Table<string, StoredDocument>>();
    const of = (collection: Kept) => {
      const table = documents.get(collection) ?? new Table<string, StoredDocument>();
      documents.set(collection, table);
      return table;
    };
    return { tables: { ...tables, documents: of }, all: () => [...Object.values(tables), ...documents.values()] };
  }

  function each(act: (table: AnyTable) => void): void {
    act(workspaces);
    for (const { all } of rooms.values()) for (const table of all()) act(table);
  }
  const drop = () => each((table) => table.drop());

  return {
    workspaces,
    tables: (workspace) => {
      const room = rooms.get(workspace) ?? open();
      rooms.set(workspace, room);
      return room.tables;
    },
    sync: () => each((table) => table.sync()),
    drop,
    hold: () => {
      if (holder) return undefined;
      const self = {};
      holder = self;
      return {
        alive: () => holder === self,
        release: () => {
          if (holder === self) holder = undefined;
        },
      };
    },
    crash: () => {
      holder = undefined;
      drop();
    },
  };
}
