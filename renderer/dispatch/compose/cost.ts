/** What a dispatch costs, in whole won, and what is missing of it. */
export type Cost = Readonly<{ totalKrw: number /** Absent where it is covered, or nobody knows. */; missingKrw?: number }>;

/** An estimate: the shop's own price a message. The last known balance may be old. */
export function costOf(people: number, priceKrw: number, balanceKrw: number | undefined): Cost {
  const totalKrw = people * priceKrw;
  return { totalKrw, ...(balanceKrw !== undefined && balanceKrw < totalKrw && { missingKrw: totalKrw - balanceKrw }) };
}
