import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { NeighbourTable } from './neighbour-table.ts';

/** "TLNB" as it stands in the file: neighbours of Talklens. */
const magic = 0x424e4c54;
/** Of the layout and of what its numbers mean: a change of either is another version, and files of the old one are not read any more. */
const version = 1;

const separator = '\n';
const word = Uint32Array.BYTES_PER_ELEMENT;
/** Of the header, in words. */
const at = { magic: 0, version: 1, products: 2, pairs: 3, idsLength: 4, ids: 5 } as const;

/** Of the Encoding Standard, which Node and browsers have; named here since this room knows neither of them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/**
 * A table as a file of 32-bit words, little-endian as every processor is that this runs on: magic, version, how many products, how many pairs, how many
 * bytes their ids take; the ids with a line break between two, up to a whole word; then the columns of the table one after the other. The same
 * table gives the same bytes.
 */
export function encodeNeighbours({ productIds, usersOf, starts, products, similarities, users }: NeighbourTable): Uint8Array {
  const ids = new TextEncoder().encode(productIds.join(separator));
  const columns = [usersOf, starts, products, similarities, users];
  const from = at.ids + Math.ceil(ids.length / word);
  const words = new Uint32Array(columns.reduce((length, column) => length + column.length, from));
  words.set([magic, version, productIds.length, products.length, ids.length]);
  new Uint8Array(words.buffer).set(ids, at.ids * word);
  let next = from;
  for (const column of columns) {
    words.set(column, next);
    next += column.length;
  }
  return new Uint8Array(words.buffer);
}

/** By which a file is named: lower-case hex SHA-256 of its bytes. */
export const neighbourFileHash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** Refuses bytes that do not have the hash they were asked for by (`model.damaged`), that are of another version or no table at all. */
export function decodeNeighbours(bytes: Uint8Array, hash: string): Result<NeighbourTable> {
  if (neighbourFileHash(bytes) !== hash) return failed('model.damaged');
  const table = tableIn(bytes);
  return table && isWhole(table) ? ok(table) : failed('model.damaged');
}

function tableIn(bytes: Uint8Array): NeighbourTable | undefined {
  if (bytes.length % word !== 0 || bytes.length < at.ids * word) return undefined;
  const { buffer } = bytes.slice(); // of its own, so that words begin where words may
  const words = new Uint32Array(buffer);
  const [size, pairs, idsLength] = [words[at.products], words[at.pairs], words[at.idsLength]] as [number, number, number];
  const from = at.ids + Math.ceil(idsLength / word);
  if (words[at.magic] !== magic || words[at.version] !== version || words.length !== from + 2 * size + 1 + 3 * pairs) return undefined;
  const ids = new TextDecoder().decode(new Uint8Array(buffer, at.ids * word, idsLength));
  const afterStarts = from + 2 * size + 1;
  return {
    productIds: size === 0 ? [] : ids.split(separator),
    usersOf: words.subarray(from, from + size),
    starts: words.subarray(from + size, afterStarts),
    products: words.subarray(afterStarts, afterStarts + pairs),
    similarities: new Int32Array(buffer, (afterStarts + pairs) * word, pairs),
    users: words.subarray(afterStarts + 2 * pairs),
  };
}

/** Ids rise, lists follow one another to the end, and every pair names a product that there is. */
function isWhole({ productIds, usersOf, starts, products }: NeighbourTable): boolean {
  if (productIds.length !== usersOf.length || starts[0] !== 0 || starts.at(-1) !== products.length) return false;
  const idsRise = productIds.every((id, index) => index === 0 || (productIds[index - 1] as string) < id);
  const startsRise = starts.every((start, index) => index === 0 || (starts[index - 1] as number) <= start);
  return idsRise && startsRise && products.every((product) => product < productIds.length);
}
