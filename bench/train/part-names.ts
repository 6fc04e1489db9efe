/** In the order in which they run, each of use alone; `cost` first, so that no memory is given back to an earlier part while it is measured. */
export const partNames = [
  'cost',
  'parity',
  'recommendation',
  'sessions',
  'prequential',
  'scores',
  'whatIf',
  'utterances',
  'requests',
] as const;
export type PartName = (typeof partNames)[number];
