/** Which rows are asked of the replica. */
export type RowWindow = Readonly<{ offset: number; limit: number }>;

/** Windows start at multiples of this, so that scrolling a row or two asks for nothing new. */
const step = 40;

/** Rows kept loaded above and below what is seen. */
const margin = 40;

/** The window that covers the rows `first` to `last` (both seen) with a margin. */
export function windowAround(first: number, last: number): RowWindow {
  const offset = Math.max(0, Math.floor((first - margin) / step) * step);
  const end = Math.ceil((last + 1 + margin) / step) * step;
  return { offset, limit: end - offset };
}

export const sameWindow = (a: RowWindow, b: RowWindow): boolean => a.offset === b.offset && a.limit === b.limit;
