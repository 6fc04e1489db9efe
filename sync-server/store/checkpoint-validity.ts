/** A life of the writer: `seq` from `firstSeq` on was given in it. */
export type Epoch = Readonly<{ epoch: string; firstSeq: number }>;

/**
 * Whether a checkpoint's `seq` is of this feed: its epoch is known, and it is the newest with `seq` up to the head, or `seq` lies
 * before the next epoch began. A restored backup, a copied file and another database are told apart by it.
 */
export function isOfThisFeed(seq: number, known: Epoch | undefined, next: Epoch | undefined, head: number): boolean {
  if (!known) return false;
  return next ? seq < next.firstSeq : seq <= head;
}
