import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreBands } from '../../contract/score-band.ts';
import { countBandMoves, type Scored } from './band-moves.ts';

const anyScored: fc.Arbitrary<Scored> = fc.record({ points: fc.integer({ min: -9, max: 9 }), band: fc.constantFrom(...scoreBands) });
const anyLeads = fc.array(fc.tuple(anyScored, anyScored), { maxLength: 40 });

test('given leads in any order, every one is counted once, and those off the diagonal are those that move', () => {
  fc.assert(
    fc.property(anyLeads, (leads) => {
      const moves = countBandMoves(1_000);
      leads.forEach(([from, to], index) => {
        moves.add(`u${index}~p`, from, to);
      });
      const matrix = moves.matrix();
      const stay = matrix.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);

      expect(matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(leads.length);
      expect(moves.moved()).toBe(leads.length - stay);
      expect(moves.movers()).toHaveLength(moves.moved());
    }),
  );
});

test('given more that move one way than are listed, those that change most are, ties by id', () => {
  const moves = countBandMoves(2);
  const up = (leadId: string, gain: number) => moves.add(leadId, { points: 0, band: 'C' }, { points: gain, band: 'B' });
  up('a', 1);
  up('c', 5);
  up('b', 5);
  moves.add('d', { points: 9, band: 'A' }, { points: 8, band: 'D' });

  expect(moves.movers().map(({ leadId }) => leadId)).toEqual(['b', 'c', 'd']);
  expect(moves.matrix()).toEqual([
    [0, 0, 0, 1],
    [0, 0, 0, 0],
    [0, 3, 0, 0],
    [0, 0, 0, 0],
  ]);
});
