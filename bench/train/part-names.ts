/** In the order in which they run; each is of use alone. */
export const partNames = [
  'parity',
  'recommendation',
  'sessions',
  'prequential',
  'cost',
  'scores',
  'whatIf',
  'utterances',
  'requests',
] as const;
export type PartName = (typeof partNames)[number];
