import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketCount } from '../../contract/replication.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { bucketOf } from './bucket.ts';
import { addDigest, type BucketSums, differingBuckets, emptySums, subtractDigest, sumsInHex, sumsOf } from './bucket-sums.ts';
import { documentDigest } from './document-digest.ts';

type Stored = Readonly<{ id: string; body: string }>;
const anyDocument: fc.Arbitrary<Stored> = fc.record({ id: fc.string({ maxLength: 40 }), body: fc.string({ unit: 'grapheme' }) });
const anyDocuments = fc.uniqueArray(anyDocument, { selector: ({ id }) => id, maxLength: 40 });

const subtract = (sums: BucketSums, { id, body }: Stored) => subtractDigest(sums, bucketOf(id), documentDigest(body));

test('given documents in any order, the sums are the same', () => {
  const inTwoOrders = anyDocuments.chain((documents) =>
    fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents, { minLength: documents.length })),
  );

  fc.assert(
    fc.property(inTwoOrders, ([documents, shuffled]) => {
      expect(sumsInHex(sumsOf(shuffled))).toEqual(sumsInHex(sumsOf(documents)));
    }),
  );
});

test('given documents that are taken away again, in any order too, the sums are those of the ones that stay', () => {
  const goneAndStaying = anyDocuments.chain((documents) => fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents)));

  fc.assert(
    fc.property(goneAndStaying, ([documents, gone]) => {
      const sums = sumsOf(documents);

      for (const document of gone) subtract(sums, document);

      expect(sums).toEqual(sumsOf(documents.filter((document) => !gone.includes(document))));
    }),
  );
});

test('given sums of any size, each is what arithmetic modulo 2^64 says', () => {
  const anyHash = fc.record({ high: fc.nat(0xffffffff), low: fc.nat(0xffffffff) });
  const anyStep = fc.tuple(fc.boolean(), fc.nat(bucketCount - 1), anyHash);

  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const sums = emptySums();
      const exact = new Array<bigint>(bucketCount).fill(0n);

      for (const [added, bucket, hash] of steps) {
        const value = (BigInt(hash.high) << 32n) | BigInt(hash.low);
        (added ? addDigest : subtractDigest)(sums, bucket, hash);
        exact[bucket] = BigInt.asUintN(64, (exact[bucket] as bigint) + (added ? value : -value));
      }

      expect(sumsInHex(sums)).toEqual(exact.map((sum) => sum.toString(16).padStart(16, '0')));
    }),
  );
});

test('given one character that is another one, the bucket of that document differs and no other', () => {
  fc.assert(
    fc.property(anyDocuments, anyDocument, fc.nat(), fc.integer({ min: 1, max: 0xffff }), (others, { id, body }, where, change) => {
      const given = `${body}.`;
      const at = where % given.length;
      const changed = given.slice(0, at) + String.fromCharCode(given.charCodeAt(at) ^ change) + given.slice(at + 1);
      const documents = others.filter((other) => other.id !== id);

      const [one, other] = [given, changed].map((text) => sumsInHex(sumsOf([...documents, { id, body: canonicalJson({ text }) }])));

      expect(differingBuckets(one as string[], other as string[])).toEqual([bucketOf(id)]);
    }),
  );
});

test('given a collection in parts, the sums of its parts add up bucket by bucket', () => {
  fc.assert(
    fc.property(anyDocuments, (documents) => {
      const whole = sumsInHex(sumsOf(documents));

      for (const bucket of new Set(documents.map(({ id }) => bucketOf(id)))) {
        const part = sumsInHex(sumsOf(documents.filter(({ id }) => bucketOf(id) === bucket)));
        expect(part[bucket]).toBe(whole[bucket]);
      }
    }),
  );
});

test('given ids as leads have them, every bucket has its share of them', () => {
  const counts = new Array<number>(bucketCount).fill(0);
  for (let user = 0; user < 25_600; user += 1) {
    const bucket = bucketOf(`user-${user}~product-${user % 300}`);
    counts[bucket] = (counts[bucket] as number) + 1;
  }

  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(150);
});

test('given a document as it is stored, its digest is the one that every version of the program has to give', () => {
  const sums = sumsOf([{ id: '39~001', body: '{"id":"39~001","tags":["단골"]}' }]);

  expect([bucketOf('39~001'), sumsInHex(sums)[bucketOf('39~001')]]).toEqual([178, '43de5947c96b5fb4']);
});
