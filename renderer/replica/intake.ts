import type { Collection } from '../../contract/collection.ts';
import type { Checkpoint, Heads } from '../../contract/replication.ts';
import { createArrivals } from './arrivals.ts';
import { type CommandStore, pendingAgain } from './command-store.ts';
import type { Documents, StoredChange } from './documents.ts';
import { isDoubtful, isVisible, standings } from './stored-command.ts';
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
  /** Shows everything at once, whole transaction or not. */
  filling: () => boolean;
  /** Work that goes on by itself; told when it failed. */
  background: (work: Promise<unknown>) => void;
}>;

export function createIntake({ documents, view, commands, filling, background }: Needs): Intake {
  const arrivals = createArrivals();
  let serverEpoch: string | undefined;

  const arriving = () => {
    const standing = standings(commands.all());
    return commands.all().filter(({ id }) => standing.get(id) === 'arriving');
  };

  /** Drops overlays whose effect is stored and shown; what is stored but staged still waits, or the old value would flash up. */
  const settle = async () => {
    if (documents.hasStaged()) return;
    const visible = arriving().filter((stored) => isVisible(stored, arrivals.place));
    await commands.change(
      visible.map(({ id }) => id),
      (stored) => ({ ...stored, settled: true }),
    );
  };

  const takeIn = () => {
    const changed = documents.takeIn();
    if (changed.size > 0) view.show(changed);
    background(settle());
  };

  /** An outcome of an earlier life of the server is asked for again: a restored one may not know the command (I6). */
  const doubt = async (epoch: string) => {
    const doubtful = arriving().filter((stored) => isDoubtful(stored, epoch));
    await commands.change(
      doubtful.map(({ id }) => id),
      pendingAgain,
    );
  };

  return {
    staged: (collection, changes) => documents.stage(collection, changes),
    poked: (heads) => {
      arrivals.poked(heads);
      if (heads.epoch === serverEpoch) return;
      serverEpoch = heads.epoch;
      background(doubt(heads.epoch));
    },
    reached: (collection, checkpoint, end) => {
      if (arrivals.reached(collection, checkpoint, end) || filling()) takeIn();
    },
    takeIn,
    commanded: () => {
      view.recommand();
      background(settle());
    },
    place: arrivals.place,
    serverEpoch: () => serverEpoch,
    ended: arrivals.ended,
    caughtUp: arrivals.caughtUp,
    forget: arrivals.forget,
  };
}
