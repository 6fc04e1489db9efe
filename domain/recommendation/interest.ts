/**
 * What one user showed of interest in a product; `weight` is a whole number, 0 and above. A refused one is never recommended; it speaks for others
 * all the same.
 */
export type Interest = Readonly<{ productId: string; weight: number; refused: boolean }>;
