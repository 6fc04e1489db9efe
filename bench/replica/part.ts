import { measureCatchUp } from './part-catch-up.ts';
import { measureEdits } from './part-edits.ts';
import { measureFill } from './part-fill.ts';
import { measureLive } from './part-live.ts';
import type { PartName } from './part-names.ts';
import { measureProof } from './part-proof.ts';
import { measureReopen } from './part-reopen.ts';
import { measureRivals } from './part-rivals.ts';
import type { Shop } from './shop.ts';

/** By their names in the output; one that could not be measured is left out. */
export type Figures = Readonly<Record<string, number | undefined>>;

export const parts: Readonly<Record<PartName, (shop: Shop) => Promise<Figures>>> = {
  fill: measureFill,
  reopen: measureReopen,
  edits: measureEdits,
  live: measureLive,
  catchup: measureCatchUp,
  proof: measureProof,
  rivals: measureRivals,
};
