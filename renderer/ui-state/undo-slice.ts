import type { StateCreator } from 'zustand';
import type { LeadField } from '../../contract/lead-field.ts';

/** Something done on this desk that `Desk.undo` can take back, and what it was, so that it can be named. */
export type Undoable = Readonly<{
  undoes: string;
  leads: number;
  /** Absent `to` is unset. */
  changes: readonly Readonly<{ field: LeadField; to?: string }>[];
}>;

/** Own changes of this session, newest last. What happened to them is the replica's business. */
export type UndoSlice = Readonly<{
  undoable: readonly Undoable[];
  /** A screen calls it after each change of its own; one that touched nothing is not kept. */
  did: (done: Undoable) => void;
  /** Taken back, or given up: never offered again. */
  forget: (undoes: string) => void;
}>;

const kept = 50;

export const createUndoSlice: StateCreator<UndoSlice> = (set) => ({
  undoable: [],
  did: (done) => done.leads > 0 && set(({ undoable }) => ({ undoable: [...undoable, done].slice(-kept) })),
  forget: (undoes) => set(({ undoable }) => ({ undoable: undoable.filter((done) => done.undoes !== undoes) })),
});
