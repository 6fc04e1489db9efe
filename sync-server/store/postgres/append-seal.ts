import { sha256 } from '../../sha-256.ts';
import { FactDamaged } from '../fact-damaged.ts';
import type { Queries } from './database.ts';

/** Where the facts of one append are; `ords` as PostgreSQL writes an array, null where none is missing. */
export type PlacedAppend = Readonly<{ append: string; facts: number; ords: string | null; lastPosition: number; seal: Uint8Array }>;

/** Binds an append to its positions. What its facts say, and their places in it, is under the checksum of each. */
export const sealOf = ({ append, lastPosition, facts, ords }: Omit<PlacedAppend, 'seal'>): Uint8Array =>
  sha256(`${append} ${lastPosition} ${facts} ${ords ?? ''}`);

/** The same in SQL, of a row that has `id`, `facts`, `ords` and this position. */
export const sealed = (queries: Queries, lastPosition: ReturnType<Queries>) =>
  queries`sha256(convert_to(concat(id, ' ', ${lastPosition}, ' ', facts, ' ', ords::text), 'UTF8'))`;

/** The position of each fact of an append by its place in it. */
export function positionsIn({ facts, ords, lastPosition }: PlacedAppend): (ord: number) => number {
  const first = lastPosition - facts + 1;
  if (ords === null) return (ord) => first + ord;
  const places = new Map(
    ords
      .slice(1, -1)
      .split(',')
      .map((ord, index) => [Number(ord), first + index]),
  );
  return (ord) => places.get(ord) ?? Number.NaN;
}

/** The same, of an append whose seal is not broken; throws `FactDamaged` otherwise. */
export function checkedPositions(append: PlacedAppend): (ord: number) => number {
  if (Buffer.compare(sealOf(append), append.seal) !== 0) throw new FactDamaged(append.lastPosition);
  return positionsIn(append);
}
