import { expect, test } from 'vitest';
import { collections } from '../../../contract/collection.ts';
import { sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { createComparisons } from './comparisons.ts';
import { createKnownHeads, provenSeq } from './proven-seq.ts';
import { createStoredDigests } from './stored-digests.ts';

const epoch = '00000000-0000-4000-8000-00000000000a';
const placeAt = (seq: number) => ({ epoch, seq });
const lead = { id: 'a~1', searches: 1 };
const other = { id: 'b~1', searches: 1 };
const digestOf = (seq: number, ...bodies: readonly (typeof lead)[]) => ({
  seq,
  buckets: sumsInHex(sumsOf(bodies.map((body) => ({ id: body.id, body: canonicalJson(body) })))),
});

function aLedger() {
  const stored = createStoredDigests();
  const comparisons = createComparisons(stored);
  const write = (body: { id: string }) => {
    stored.note('lead', [{ id: body.id, body }]);
    comparisons.written('lead');
  };
  return { stored, comparisons, write };
}

test('given a digest whose state is stored, it is compared, once everything is hashed', () => {
  const { stored, comparisons, write } = aLedger();
  write(lead);
  comparisons.reached('lead', placeAt(1), digestOf(1, lead));

  const before = comparisons.compare(5);
  stored.settle(1);
  const after = comparisons.compare(6);

  expect([before, after]).toEqual([[], ['lead']]);
  expect(comparisons.standing('lead')).toEqual({ place: placeAt(1), at: 6, different: [] });
});

test('given something is written after the digest’s state was stored and before it is compared, it is not compared', () => {
  const { stored, comparisons, write } = aLedger();
  write(lead);
  comparisons.reached('lead', placeAt(1), digestOf(1, lead));

  write(other);
  stored.settle(2);

  expect(comparisons.compare(5)).toEqual([]);
  expect(comparisons.standing('lead')).toBeUndefined();
});

test('given a document that the server has otherwise, its bucket differs', () => {
  const { stored, comparisons, write } = aLedger();
  write(lead);
  stored.settle(1);

  comparisons.reached('lead', placeAt(1), digestOf(1, { ...lead, searches: 2 }));
  comparisons.compare(5);

  expect(comparisons.last('lead')?.different).toHaveLength(1);
});

/** Ten collections that were equal at these places. */
const equalAt = (places: Readonly<Record<string, number>>) => (name: string) => ({
  place: placeAt(places[name] ?? 0),
  at: 0,
  different: [],
});
const headsAt = (heads: Readonly<Record<string, number>>) => ({
  protocol: 1,
  epoch,
  heads: { ...Object.fromEntries(collections.map((name) => [name, 0])), ...heads },
});

test('given all ten equal and none behind its head, the proof is of the feed’s head', () => {
  const heads = createKnownHeads();
  heads.poked(headsAt({ lead: 7, person: 9 }));

  expect(provenSeq(heads, equalAt({ lead: 7, person: 9 }))).toBe(9);
  expect(provenSeq(heads, equalAt({ lead: 6, person: 9 }))).toBeUndefined();
});

test('given one collection was pulled past the last poke, nothing is proven until the poke that says what else moved', () => {
  const heads = createKnownHeads();
  heads.poked(headsAt({ lead: 7, person: 9 }));
  const ahead = equalAt({ lead: 12, person: 9 });
  expect(provenSeq(heads, ahead)).toBeUndefined();

  heads.poked({ protocol: 1, epoch, heads: { lead: 12, person: 11 } });
  expect(provenSeq(heads, ahead)).toBeUndefined();

  expect(provenSeq(heads, equalAt({ lead: 12, person: 11 }))).toBe(12);
});

test('given another life of the server, what its earlier pokes said is void', () => {
  const heads = createKnownHeads();
  heads.poked(headsAt({ lead: 70 }));

  heads.poked({ ...headsAt({ lead: 7 }), epoch: '00000000-0000-4000-8000-00000000000b' });

  expect(provenSeq(heads, equalAt({ lead: 7 }))).toBe(7);
});
