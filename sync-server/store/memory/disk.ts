import type { Collection } from '../../../contract/collection.ts';
import type { BucketSums } from '../../../domain/digest/bucket-sums.ts';
import type { Epoch } from '../checkpoint-validity.ts';
import type { AuditEntry } from '../port/audit.ts';
import type { CredentialKind } from '../port/credentials.ts';
import type { Kept } from '../port/feed.ts';
import type { QuarantineCount, QuarantinedRow } from '../port/log.ts';
import type { Model } from '../port/models.ts';
import { Table } from './table.ts';

/** Of one workspace; `outbox` and `packet` are the last ids given, `audited` the number of the last entry of the audit. */
export type Counters = Readonly<{
  position: number;
  lastEvent: number;
  cursor: number;
  seq: number;
  outbox: number;
  packet: number;
  audited: number;
}>;
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

type MakeTable = <K, V>() => Table<K, V>;

const workspaceTables = (table: MakeTable) => ({
  /** One row. */
  counters: table<'counters', Counters>(),
  epochs: table<number, Epoch>(),
  /** Never changed in place: a row is another one's once it is put. */
  digests: table<Collection, BucketSums>(),
  /** Facts by position, as JSON, so that nobody's object is the log's. */
  facts: table<number, string>(),
  positions: table<string, number>(),
  /** Positions of the facts that touched a lead. */
  links: table<string, readonly number[]>(),
  waiting: table<number, StoredMessages>(),
  done: table<number, StoredMessages>(),
  packets: table<string, QuarantinedRow>(),
  packetCounts: table<string, QuarantineCount>(),
  credentials: table<string, StoredCredential>(),
  models: table<string, Model>(),
  audit: table<number, AuditEntry>(),
});

/** The tables of one workspace. */
export type Tables = ReturnType<typeof workspaceTables> &
  Readonly<{ workspace: string; documents(collection: Kept): Table<string, StoredDocument> }>;
type AnyTable = Readonly<{ touched(): boolean; sync(): void; drop(): void; copy(): () => void; clear(): void }>;

/** What goes on after a crash or a stop: everything that was synced, and nothing else. */
export interface MemoryDisk {
  readonly workspaces: Table<string, StoredWorkspace>;
  tables(workspace: string): Tables;
  /** Whether the open transaction has written anything. */
  touched(): boolean;
  /** What the open transaction wrote is durable, all of it. */
  sync(): void;
  /** What the open transaction wrote is gone, all of it. */
  drop(): void;
  /** Takes the disk for a store; undefined while another one has it. */
  hold(): Hold | undefined;
  /** Power failure: whoever has the disk loses it, with what was not synced. */
  crash(): void;
  /** A backup of everything that was synced; the function that is returned puts it back, which nobody may have the disk at. */
  copy(): () => void;
}

/** One store's life on a disk. */
export type Hold = Readonly<{ alive(): boolean; release(): void }>;

export function createMemoryDisk(): MemoryDisk {
  const all: AnyTable[] = [];
  const table: MakeTable = <K, V>() => {
    const made = new Table<K, V>();
    all.push(made);
    return made;
  };
  const workspaces = table<string, StoredWorkspace>();
  const rooms = new Map<string, Tables>();
  let holder: object | undefined;

  function open(workspace: string): Tables {
    const documents = new Map<Kept, Table<string, StoredDocument>>();
    const of = (collection: Kept) => {
      const known = documents.get(collection) ?? table<string, StoredDocument>();
      documents.set(collection, known);
      return known;
    };
    return { ...workspaceTables(table), workspace, documents: of };
  }

  const drop = () => {
    for (const each of all) each.drop();
  };

  return {
    workspaces,
    tables: (workspace) => {
      const room = rooms.get(workspace) ?? open(workspace);
      rooms.set(workspace, room);
      return room;
    },
    touched: () => all.some((each) => each.touched()),
    sync: () => {
      for (const each of all) each.sync();
    },
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
    copy: () => {
      const copies = new Map(all.map((each) => [each, each.copy()]));
      return () => {
        for (const each of all) (copies.get(each) ?? each.clear.bind(each))();
      };
    },
  };
}
