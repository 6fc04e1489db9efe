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

test('given an act and the conflicts that it caused, the act heads them', () => {
  const documents = createDocuments();
  const conflict = (id: string): Activity => ({ ...aConflict, id: id.repeat(64) });
  const acts = [conflict('f'), anAct(1, 0), conflict('0')];
  documents.stage(
    'activity',
    acts.map((body) => ({ id: body.id, body })),
  );
  documents.takeIn();

  expect(createActivityOrder(documents).newestFirst()).toEqual([acts[1], acts[0], acts[2]]);
});

const aConflict = { kind: 'conflict', at: 0, by: 'owner', commandId: ulidOf(1), leadId: '39~001', field: 'status' } as const;
