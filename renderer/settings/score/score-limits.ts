/** What the contract takes (`contract/policy/score-policy.ts`), in whole points. */
export const pointsLimit = { min: -1_000, max: 1_000 } as const;
export const capLimit = { min: 0, max: 10_000 } as const;
/** Bands are of any whole points; nobody sets one beyond what a score can be. */
export const bandLimit = { min: -20_000, max: 20_000 } as const;
