/**
 * Counts by number, modulo 2^32 and most of them 0, in one array of unsigned 32 bits: an open-addressing table of `number + 1, count` while few numbers are
 * counted, one cell a number once that takes less. Which of the two it is says nothing about what is counted.
 */
export type CountRow = { cells: Uint32Array; used: number; dense: boolean };

const leastSlots = 4;
/** A table is at most so full, in quarters, before it grows. */
const [fullQuarters, quarters] = [3, 4];
/** Knuth's multiplicative hash: 2^32 divided by the golden ratio. */
const multiplier = 0x9e3779b1;

export const emptyRow = (): CountRow => ({ cells: new Uint32Array(2 * leastSlots), used: 0, dense: false });

/** Adds `by`, modulo 2^32, to the count of each number, which stand at every second place and are below `universe`. */
export function changeEverySecond(row: CountRow, numbers: readonly number[], by: number, universe: number): void {
  if (row.dense && row.cells.length < universe) reshape(row, universe);
  const { cells } = row;
  let at = 0;
  if (row.dense) for (; at < numbers.length; at += 2) cells[numbers[at] as number] = (cells[numbers[at] as number] as number) + by;
  for (; at < numbers.length; at += 2) changeCount(row, numbers[at] as number, by, universe);
}

/** Adds `by` to the count of a number below `universe`, modulo 2^32. */
function changeCount(row: CountRow, number: number, by: number, universe: number): void {
  if (row.dense && number >= row.cells.length) reshape(row, universe);
  if (row.dense) {
    row.cells[number] = (row.cells[number] as number) + by;
    return;
  }
  const slot = slotOf(row.cells, number);
  if (row.cells[slot] === 0) {
    if (2 * quarters * (row.used + 1) > fullQuarters * row.cells.length) {
      reshape(row, universe);
      changeCount(row, number, by, universe);
      return;
    }
    row.cells[slot] = number + 1;
    row.used += 1;
  }
  row.cells[slot + 1] = (row.cells[slot + 1] as number) + by;
}

/** Writes what is counted into two arrays that are long enough, in no order that means anything; returns how many there are. */
export function unpack({ cells, dense }: CountRow, numbers: Uint32Array, counts: Uint32Array): number {
  let length = 0;
  const step = dense ? 1 : 2;
  for (let at = 0; at < cells.length; at += step) {
    const count = cells[dense ? at : at + 1] as number;
    if (count === 0) continue;
    numbers[length] = dense ? at : (cells[at] as number) - 1;
    counts[length] = count;
    length += 1;
  }
  return length;
}

/** Where the number is, or where it would be. */
function slotOf(cells: Uint32Array, number: number): number {
  const mask = cells.length / 2 - 1;
  let slot = (Math.imul(number + 1, multiplier) >>> Math.clz32(mask)) & mask;
  while (cells[2 * slot] !== 0 && cells[2 * slot] !== number + 1) slot = (slot + 1) & mask;
  return 2 * slot;
}

/** Room for one more, in whichever of the two ways takes less; counts that fell to 0 are forgotten. */
function reshape(row: CountRow, universe: number): void {
  const before = { ...row };
  const [numbers, counts] = [new Uint32Array(before.cells.length), new Uint32Array(before.cells.length)];
  const length = unpack(before, numbers, counts);
  let slots = leastSlots;
  while (2 * length >= slots) slots *= 2;
  row.dense = 2 * slots >= universe;
  row.cells = new Uint32Array(row.dense ? universe : 2 * slots);
  row.used = 0;
  for (let at = 0; at < length; at += 1) changeCount(row, numbers[at] as number, counts[at] as number, universe);
}
