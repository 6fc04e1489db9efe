import { hash } from '../../domain/identity/hash.ts';

/** A seeded stream of choices: one seed gives the same choices on every machine. Never for secrets. */
export type Random = Readonly<{
  /** An integer from 0 to `count - 1`. */
  below: (count: number) => number;
  /** True in `share` of all cases, 0 to 1. */
  chance: (share: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** A version 4 UUID (RFC 9562) of this stream. */
  uuid: () => string;
}>;

const twoTo32 = 2 ** 32;

/** The stream of a seed; different seeds and different `parts` give independent streams. */
export function seededRandom(...parts: readonly (string | number)[]): Random {
  const next = sfc32(hash(...parts));
  const below = (count: number) => Math.floor((next() / twoTo32) * count);
  return {
    below,
    chance: (share) => next() / twoTo32 < share,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    uuid: () => toUuid([next(), next(), next(), next()].map((word) => word.toString(16).padStart(8, '0')).join('')),
  };
}

/** Chris Doty-Humphrey's small fast counting generator, 32 bits, seeded by the first 16 bytes of a hash. */
function sfc32(seedHex: string): () => number {
  let [a, b, c, counter] = [0, 8, 16, 24].map((at) => Number.parseInt(seedHex.slice(at, at + 8), 16) | 0) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
}

function toUuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
