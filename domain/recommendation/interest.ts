/**
 * What one user showed of interest in a product; `weight` is a whole number, 0 and above. A refused one is never recommended; it speaks for others
 * all the same.
 */
export type Interest = Readonly<{ productId: string; weight: number; refused: boolean }>;

const lastWeight = 1_024;

/**
 * The interests of a running chat: of what was looked at, oldest first, the last look weighs 1024 and each one before it half of the one after, down to
 * nothing. A product that is looked at several times has the sum.
 */
export function chatInterests(productIds: readonly string[]): readonly Interest[] {
  const weights = new Map<string, number>();
  let weight = lastWeight;
  for (let at = productIds.length - 1; at >= 0 && weight > 0; at -= 1) {
    const productId = productIds[at] as string;
    weights.set(productId, (weights.get(productId) ?? 0) + weight);
    weight = Math.floor(weight / 2);
  }
  return [...weights].map(([productId, own]) => ({ productId, weight: own, refused: false }));
}
