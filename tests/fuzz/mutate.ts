import type { Random } from '../simulate/random.ts';

/** Bytes at which parsers change their minds. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];
const longestInsertion = 64;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const placeIn = (bytes: Buffer, random: Random) => random.below(bytes.length + 1);
/** Two places in order. */
function rangeIn(bytes: Buffer, random: Random): readonly [number, number] {
  const [one, other] = [placeIn(bytes, random), placeIn(bytes, random)];
  return [Math.min(one, other), Math.max(one, other)];
}

const flipBit: Mutation = (bytes, random) => {
  const flipped = Buffer.from(bytes);
  const at = random.below(Math.max(bytes.length, 1));
  if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ (1 << random.below(8));
  return flipped;
};

const setByte: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  const at = random.below(Math.max(bytes.length, 1));
  if (at < changed.length) changed[at] = random.chance(0.5) ? random.pick(edges) : random.below(256);
  return changed;
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, placeIn(bytes, random));

const cutOut: Mutation = (bytes, random) => {
  const [from, to] = rangeIn(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = rangeIn(bytes, random);
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
};

const insert: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), randomBytes(random, random.below(longestInsertion)), bytes.subarray(at)]);
};

const mutations: readonly Mutation[] = [flipBit, flipBit, setByte, setByte, truncate, cutOut, repeat, insert];

/** The bytes with one to four changes; the same random stream makes the same changes. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let left = 1 + random.below(4); left > 0; left--) mutated = random.pick(mutations)(mutated, random);
  return mutated;
}

export const randomBytes = (random: Random, length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)));
