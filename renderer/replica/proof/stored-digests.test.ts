import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { createStoredDigests } from './stored-digests.ts';

/** Few ids, so that writes and removals meet; a settling may come anywhere, of any size. */
const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), id: anyId, searches: fc.nat(3) }) },
  fc.record({ kind: fc.constant('remove' as const), id: anyId }),
  fc.record({ kind: fc.constant('settle' as const), limit: fc.integer({ min: 1, max: 3 }) }),
);

const bodyOf = (id: string, searches: number) => ({ id, searches, tags: ['단골'] });

test('given any history of writes and removals, the sums are those of what is there, counted anew', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const stored = createStoredDigests();
      const there = new Map<string, string>();

      for (const step of steps) {
        if (step.kind === 'settle') stored.settle(step.limit);
        else if (step.kind === 'remove') {
          stored.note('lead', [{ id: step.id }]);
          there.delete(step.id);
        } else {
          const body = bodyOf(step.id, step.searches);
          stored.note('lead', [{ id: step.id, body }]);
          there.set(step.id, canonicalJson(body));
        }
      }
      while (stored.settle(2) > 0);

      expect(stored.sums('lead')).toEqual(sumsInHex(sumsOf([...there].map(([id, body]) => ({ id, body })))));
      expect([...stored.ids('lead')].sort()).toEqual([...there.keys()].sort());
    }),
  );
});

test('given a document that was put aside, it counts as it came', () => {
  const stored = createStoredDigests();
  const document = { id: 'a', of: 'a later version' };

  stored.note('lead', [{ id: 'a', body: { unreadable: document } }]);
  stored.settle(1);

  expect(stored.sums('lead')).toEqual(sumsInHex(sumsOf([{ id: 'a', body: canonicalJson(document) }])));
});
