import type { StateCreator } from 'zustand';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { PolicyId } from '../../contract/policy.ts';

/** Something done on this desk that `Desk.undo` can take back, and what it was, so that it can be named. */
export type Undoable = Readonly<{
  undoes: string;
  leads: number;
  /** Absent `to` is unset. */
  changes: readonly Readonly<{ field: LeadField; to?: string }>[];
  /** `undid`: it took these changes back; `redid`: it made them again. Absent: it made them. */
  way?: 'undid' | 'redid';
  /** Fields that somebody had changed since, and that it therefore left. */
  leftAlone?: number;
  /** It settled conflicts: `leads` counts those, and `changes` is empty. */
  settled?: KeptValue;
  /** It decided requests, or had the rules decide them anew: `leads` counts those, and `changes` is empty. */
  decided?: 'approve' | 'refuse' | 'reevaluated';
  /** It set a policy: `changes` is empty. */
  policy?: PolicyId;
}>;

/** Own changes of this session, newest last. What happened to them is the replica's business. */
export type UndoSlice = Readonly<{
  undoable: readonly Undoable[];
  /** Own undos of this session, newest last, until something else is done. */
  redoable: readonly Undoable[];
  /** A screen calls it after each change of its own; one that touched nothing is not kept. What was undone before it is not redone after it. */
  did: (done: Undoable) => void;
  /** The newest change was taken back by `inverse`, which is now the one to redo. */
  undid: (done: Undoable, inverse: Undoable) => void;
  /** The newest undo was taken back by `inverse`, which is now the one to undo. */
  redid: (undone: Undoable, inverse: Undoable) => void;
  /** Given up: never offered again. */
  forget: (undoes: string) => void;
}>;

const kept = 50;

export const createUndoSlice: StateCreator<UndoSlice> = (set) => ({
  undoable: [],
  redoable: [],
  did: (done) => done.leads > 0 && set(({ undoable }) => ({ undoable: [...undoable, done].slice(-kept), redoable: [] })),
  undid: (done, inverse) =>
    set(({ undoable, redoable }) => ({ undoable: without(undoable, done.undoes), redoable: [...redoable, inverse].slice(-kept) })),
  redid: (undone, inverse) =>
    set(({ undoable, redoable }) => ({ undoable: [...undoable, inverse].slice(-kept), redoable: without(redoable, undone.undoes) })),
  forget: (undoes) => set(({ undoable, redoable }) => ({ undoable: without(undoable, undoes), redoable: without(redoable, undoes) })),
});

const without = (all: readonly Undoable[], undoes: string) => all.filter((done) => done.undoes !== undoes);

/** What taking it back does: what was made is undone, what was undone is made again. */
export const inverseWay = ({ way }: Pick<Undoable, 'way'>): 'undid' | 'redid' => (way === 'undid' ? 'redid' : 'undid');
