import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activity } from '../../contract/activity.ts';
import { createActivityOrder } from './activity-order.ts';
import { createDocuments } from './documents.ts';

const ulidOf = (index: number) => `01JD00000000000000000000${String(index).padStart(2, '0')}`;
const anAct = (index: number, at: number): Activity => ({ id: ulidOf(index), kind: 'catalogueChanged', at, by: 'owner', products: 1 });

/** Few ids and times, so that acts change, vanish and stand at the same moment. */
const anyStep = fc.record({ index: fc.nat(9), at: fc.nat(5), gone: fc.boolean() });

test('given acts that come, change and vanish in any order, they are newest first, looked at in between or not', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(anyStep, { maxLength: 5 }), fc.boolean())), (rounds) => {
      const documents = createDocuments();
      const order = createActivityOrder(documents);

      for (const [steps, looked] of rounds) {
        documents.stage(
          'activity',
          steps.map(({ index, at, gone }) => ({ id: ulidOf(index), ...(!gone && { body: anAct(index, at) }) })),
        );
        order.renew(documents.takeIn().get('activity') ?? []);
        if (looked) order.newestFirst();
      }

      const expected = [...documents.of('activity').values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
      expect(order.newestFirst()).toEqual(expected);
    }),
  );
});
