/** How often due packets are looked for: small beside a second, so that a rate of thousands stays even. */
const tickMs = 5;

/** Hands over items at `perSecond`, in order, one at a time, catching up after a stall; resolves when there are no more. */
export async function pace<T>(items: Iterable<T>, perSecond: number, give: (item: T) => void | Promise<void>): Promise<void> {
  const startedAt = performance.now();
  let given = 0;
  for (const item of items) {
    while (performance.now() - startedAt < (given * 1_000) / perSecond) await elapsed(tickMs);
    await give(item);
    given += 1;
  }
}

/** Resolves when `done`, looked at every few milliseconds. */
export async function until(done: () => boolean): Promise<void> {
  while (!done()) await elapsed(tickMs);
}

export const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves true once `done`, false when `progress` has not changed for `stallMs`. */
export async function settled(done: () => boolean, progress: () => number, stallMs: number): Promise<boolean> {
  let last = progress();
  let movedAt = performance.now();
  while (!done()) {
    await elapsed(tickMs);
    if (progress() !== last) {
      last = progress();
      movedAt = performance.now();
    } else if (performance.now() - movedAt > stallMs) return false;
  }
  return true;
}
