import type { Collection } from '../../contract/collection.ts';
import type { Checkpoint, Heads } from '../../contract/replication.ts';
import { createArrivals } from './arrivals.ts';
import { type CommandStore, pendingAgain } from './command-store.ts';
import type { Documents, StoredChange } from './documents.ts';
import { commandsThatAre, isDoubtful, isVisible, type StoredCommand } from './stored-command.ts';
import type { View } from './view.ts';

/** What is stored becomes what is shown: whole transactions where possible, and an overlay only goes once its effect is shown. */
export interface Intake {
  staged(collection: Collection, changes: readonly StoredChange[]): void;
  poked(heads: Heads): void;
  reached(collection: Collection, checkpoint: Checkpoint, end: boolean): void;
  /** Shows all that is stored. */
  takeIn(): void;
  /** A command was stored, or its outcome. */
  commanded(): void;
  place(collection: string): Checkpoint | undefined;
  serverEpoch(): string | undefined;
  /** Every collection has been at its end since the start or since `forget`. */
  ended(): boolean;
  caughtUp(): boolean;
  forget(): void;
}

type Needs = Readonly<{
  documents: Documents;
  view: View;
  commands: CommandStore;
  /** Shows what is stored as it comes, whole transaction or not. */
  filling: () => boolean;
  /** Work that goes on by itself; told when it failed. */
  background: (work: Promise<unknown>) => void;
}>;

/** While filling, so many more documents are shown each time as are shown already, up to this: each time draws the table anew. */
const longestStride = 10_000;

export function createIntake({ documents, view, commands, filling, background }: Needs): Intake {
  const arrivals = createArrivals();
  let serverEpoch: string | undefined;
  let filled = 0;

  /** A document stands in the feed where it was changed last: between two pages neither its old place nor its new one may have been pulled. */
  const isShown = (stored: StoredCommand) => documents.staged() === 0 && isVisible(stored, arrivals.endOf);
  /** Given by an earlier life of the server: a restored one may not know the command (I6). */
  const isLost = (stored: StoredCommand) =>
    serverEpoch !== undefined && isDoubtful(stored, serverEpoch) && !isVisible(stored, arrivals.place);

  const judged = (stored: StoredCommand): StoredCommand => {
    if (stored.settled) return stored;
    if (isShown(stored)) return { ...stored, settled: true };
    return isLost(stored) ? pendingAgain(stored) : stored;
  };

  /**
   * Drops overlays whose effect is stored and shown (what is stored but staged still waits, or the old value would flash up), and
   * asks again for outcomes that are in doubt. Each is judged once more when its turn to be written has come.
   */
  const review = () => {
    const ids = commandsThatAre('arriving', commands.all())
      .filter((stored) => isShown(stored) || isLost(stored))
      .map(({ id }) => id);
    if (ids.length === 0) return;
    background(commands.change(ids, judged));
  };

  const isStride = () => {
    const enough = documents.staged() >= Math.min(filled, longestStride);
    if (enough) filled += documents.staged();
    return enough;
  };

  const takeIn = () => {
    const changed = documents.takeIn();
    if (changed.size > 0) view.show(changed);
    review();
  };

  return {
    staged: (collection, changes) => documents.stage(collection, changes),
    poked: (heads) => {
      arrivals.poked(heads);
      if (heads.epoch === serverEpoch) return;
      serverEpoch = heads.epoch;
      review();
    },
    reached: (collection, checkpoint, end) => {
      if (arrivals.reached(collection, checkpoint, end) || (filling() && isStride())) takeIn();
    },
    takeIn,
    commanded: () => {
      view.recommand();
      review();
    },
    place: arrivals.place,
    serverEpoch: () => serverEpoch,
    ended: arrivals.ended,
    caughtUp: arrivals.caughtUp,
    forget: () => {
      filled = 0;
      arrivals.forget();
    },
  };
}
