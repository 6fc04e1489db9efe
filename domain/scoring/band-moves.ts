import { type ScoreBand, scoreBands } from '../../contract/score-band.ts';
import { byCodeUnit } from '../order.ts';
import { type KeptFirst, keepFirst } from './keep-first.ts';

export type Scored = Readonly<{ points: number; band: ScoreBand }>;
export type BandMove = Readonly<{ leadId: string; from: Scored; to: Scored }>;

/** How many leads go from a band to a band; rows are what they are in, columns what they would be in, both A to D. */
export type BandMatrix = readonly (readonly number[])[];

/** What other rules would make of leads, one lead after another. */
export type BandMoves = Readonly<{
  add(leadId: string, from: Scored, to: Scored): void;
  matrix(): BandMatrix;
  /** How many change their band. */
  moved(): number;
  /** Of each way from a band to another those that gain or lose most, ties by id. */
  movers(): readonly BandMove[];
}>;

/** @param named how many movers are kept of each way from a band to another, at least 1 */
export function countBandMoves(named: number): BandMoves {
  const counts = scoreBands.map(() => scoreBands.map(() => 0));
  const moves = new Map<string, KeptFirst<BandMove>>();
  let moved = 0;

  const note = (move: BandMove) => {
    const way = `${move.from.band}${move.to.band}`;
    const known = moves.get(way) ?? keepFirst(named, byChange);
    moves.set(way, known);
    known.add(move);
  };
  return {
    add: (leadId, from, to) => {
      const row = counts[scoreBands.indexOf(from.band)] as number[];
      const column = scoreBands.indexOf(to.band);
      row[column] = (row[column] ?? 0) + 1;
      if (from.band === to.band) return;
      moved++;
      note({ leadId, from, to });
    },
    matrix: () => counts.map((row) => [...row]),
    moved: () => moved,
    movers: () => [...moves.values()].flatMap((way) => way.list()).sort(byChange),
  };
}

const change = ({ from, to }: BandMove) => Math.abs(to.points - from.points);
const byChange = (a: BandMove, b: BandMove): number => change(b) - change(a) || byCodeUnit(a.leadId, b.leadId);
