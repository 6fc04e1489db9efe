/** How much fits on a screen. */
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

/** Height of one table row, CSS pixels: virtual tables compute with it, `--tl-row-height` draws with it. */
export const rowHeightPx: Readonly<Record<Density, number>> = { comfortable: 40, compact: 32 };
