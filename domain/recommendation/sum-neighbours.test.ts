import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodeUnit } from '../order.ts';
import type { Interest } from './interest.ts';
import { neighboursAmong } from './neighbour-lists.ts';
import type { NeighbourTable } from './neighbour-table.ts';
import { strongest, summandsOf } from './sum-neighbours.ts';

const ids = ['bag', 'belt', 'coat', 'hat', 'scarf', 'shoe'];
const anyUser = fc.subarray(ids, { minLength: 1 }).map((products) => new Set(products));
const anyInterests = fc.uniqueArray(
  fc.record({ productId: fc.constantFrom(...ids, 'unknown'), weight: fc.nat(5), refused: fc.constant(false) }),
  { selector: ({ productId }) => productId, maxLength: 4 },
);

/** Every sum by itself, all of them sorted. */
function summed(interests: readonly Interest[], table: NeighbourTable, may: (id: string) => boolean): readonly string[] {
  const points = (id: string) => summandsOf(id, interests, table).reduce((sum, one) => sum + one.points, 0);
  return ids.filter((id) => may(id) && points(id) > 0).sort((a, b) => points(b) - points(a) || byCodeUnit(a, b));
}

test('given any interests, one after another, the strongest are those of the largest sums, and nothing is left of whoever was asked about before (I10)', () => {
  fc.assert(
    fc.property(
      fc.array(anyUser),
      fc.array(anyInterests),
      fc.subarray(ids),
      fc.integer({ min: 1, max: 7 }),
      (users, people, allowed, count) => {
        const table = neighboursAmong(users);
        const may = (id: string) => allowed.includes(id);

        for (const interests of people) {
          const found = strongest(interests, table, { withOwn: false, may, count });

          expect(found).toEqual(summed(interests, table, may).slice(0, count));
        }
      },
    ),
  );
});
