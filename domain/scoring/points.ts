/** Points are integers of which so many make one that people see. */
export const pointScale = 1_024;

/** At most so much, added or taken; never minus zero, which is another bit pattern. */
export const clampTo = (cap: number, points: number): number => Math.max(-cap, Math.min(cap, points)) + 0;
