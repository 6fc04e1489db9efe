import { bucketCount } from '../../contract/replication.ts';
import { type BucketSums, emptySums } from '../../domain/digest/bucket-sums.ts';

const wordBytes = 4;
const sumDigits = 16;

/** The sums of a collection as one value, 8 bytes a bucket, the highest first: in hex it is what is sent. */
export function toStoredSums(sums: BucketSums): Uint8Array {
  const view = new DataView(new ArrayBuffer(sums.byteLength));
  for (let at = 0; at < sums.length; at += 1) view.setUint32((at ^ 1) * wordBytes, sums[at] as number);
  return new Uint8Array(view.buffer);
}

export function fromStoredSums(bytes: Uint8Array): BucketSums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return emptySums().map((_, at) => view.getUint32((at ^ 1) * wordBytes));
}

/** As `sumsInHex`, of what is stored. */
export function storedSumsInHex(bytes: Uint8Array): string[] {
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return Array.from({ length: bucketCount }, (_, bucket) => digits.slice(bucket * sumDigits, (bucket + 1) * sumDigits));
}
