/** In the order in which they run; each is of use alone. */
export const partNames = ['fill', 'reopen', 'edits', 'live', 'catchup', 'proof', 'rivals'] as const;
export type PartName = (typeof partNames)[number];
