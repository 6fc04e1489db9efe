import { byCodeUnit } from '../../../domain/order.ts';
import type { Counters, MemoryDisk, Tables } from './disk.ts';
import type { Writer } from './writer.ts';

/** Which side of a table: what is on the disk, or that with the open transaction's writes. */
export type Side = 'synced' | 'open';

/** The workspaces of a disk, for whoever has it: both throw once it is lost. */
export interface Workspaces {
  /** Throws for a workspace that was never made: the name comes from a credential (I9). */
  find(name: string): Tables;
  names(): readonly string[];
}

export function workspacesOn({ workspaces, tables }: MemoryDisk, { check }: Pick<Writer, 'check'>): Workspaces {
  return {
    find(name) {
      check();
      if (!workspaces.synced.get(name)) throw new Error('unknown workspace');
      return tables(name);
    },
    names() {
      check();
      return [...workspaces.synced.values()].map(({ name }) => name).sort(byCodeUnit);
    },
  };
}

const none: Counters = { position: 0, lastEvent: 0, cursor: 0, seq: 0, outbox: 0, packet: 0, audited: 0 };

export const countersOf = ({ counters }: Tables, side: Side): Counters => counters[side].get('counters') ?? none;

/** In a transaction. */
export const count = (tables: Tables, change: Partial<Counters>): void =>
  tables.counters.put('counters', { ...countersOf(tables, 'open'), ...change });
