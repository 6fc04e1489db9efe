import type { CoOccurrence } from './co-occurrence.ts';
import { unpack } from './count-row.ts';

/** What a product has in common with others: the first `length` of both arrays, which are used again for the next product. */
export type WholeRow = Readonly<{ others: Uint32Array; users: Uint32Array; length: number }>;

/** Cells that are put in order at once: 32 MB. */
const cellsAtOnce = 2 ** 22;

/** Shows the whole row of each product that is wanted, both halves of each pair put together; in any number of passes over all half rows. */
export function forEachWholeRow(
  counts: CoOccurrence,
  wanted: (product: number) => boolean,
  visit: (product: number, row: WholeRow) => void,
): void {
  const size = counts.products.length;
  const cells = cellsOfRows(counts, wanted);
  const row = { others: new Uint32Array(size), users: new Uint32Array(size) };
  const sums = new Uint32Array(size);
  for (let from = 0; from < size; ) {
    const block = nextBlock(from, cells);
    const gathered = gather(counts, block, wanted);
    for (let product = from; product < block.to; product += 1) {
      if (wanted(product)) visit(product, { ...row, length: addUp(gathered, product - from, sums, row) });
    }
    from = block.to;
  }
}

/** How many cells there are of each wanted product, in its own half row and those of others. */
function cellsOfRows(counts: CoOccurrence, wanted: (product: number) => boolean): Uint32Array {
  const cells = new Uint32Array(counts.products.length);
  forEachCell(counts, (product, other) => {
    if (wanted(product)) cells[product] = (cells[product] as number) + 1;
    if (wanted(other)) cells[other] = (cells[other] as number) + 1;
  });
  return cells;
}

/** Every pair that is not 0, in each of the half rows where it is. */
export function forEachCell(counts: CoOccurrence, visit: (product: number, other: number, users: number) => void): void {
  const size = counts.products.length;
  const [others, users] = [new Uint32Array(size), new Uint32Array(size)];
  for (let product = 0; product < size; product += 1) {
    const length = unpack(counts.halfRowOf(product), others, users);
    for (let at = 0; at < length; at += 1) visit(product, others[at] as number, users[at] as number);
  }
}

/** Products `from` to `to`, without the latter; where each one's cells begin. */
type Block = Readonly<{ from: number; to: number; starts: Uint32Array }>;

/** As many products as fit, one at least. */
function nextBlock(from: number, cells: Uint32Array): Block {
  const starts = [0];
  let to = from;
  do {
    starts.push((starts.at(-1) as number) + (cells[to] as number));
    to += 1;
  } while (to < cells.length && (starts.at(-1) as number) + (cells[to] as number) <= cellsAtOnce);
  return { from, to, starts: Uint32Array.from(starts) };
}

type Gathered = Readonly<{ starts: Uint32Array; others: Uint32Array; users: Uint32Array }>;

function gather(counts: CoOccurrence, { from, to, starts }: Block, wanted: (product: number) => boolean): Gathered {
  const length = starts.at(-1) as number;
  const [others, users] = [new Uint32Array(length), new Uint32Array(length)];
  const next = starts.slice();
  const put = (product: number, other: number, count: number) => {
    if (product < from || product >= to || !wanted(product)) return;
    const at = next[product - from] as number;
    others[at] = other;
    users[at] = count;
    next[product - from] = at + 1;
  };
  forEachCell(counts, (product, other, count) => {
    put(product, other, count);
    put(other, product, count);
  });
  return { starts, others, users };
}

/** Adds the halves of each pair up, in `sums`, which is 0 before and after; returns how many others are left. */
function addUp({ starts, others, users }: Gathered, index: number, sums: Uint32Array, row: Omit<WholeRow, 'length'>): number {
  const [from, to] = [starts[index] as number, starts[index + 1] as number];
  for (let at = from; at < to; at += 1) sums[others[at] as number] = (sums[others[at] as number] as number) + (users[at] as number);
  let length = 0;
  for (let at = from; at < to; at += 1) {
    const other = others[at] as number;
    if (sums[other] === 0) continue;
    row.others[length] = other;
    row.users[length] = sums[other] as number;
    sums[other] = 0;
    length += 1;
  }
  return length;
}
