import { createHash, timingSafeEqual } from 'node:crypto';

/** Randomness as the composition root gives it. */
export type RandomBytes = (size: number) => Uint8Array;

const secretBytes = 32;

/** A fresh secret of 256 random bits, as text that needs no quoting anywhere. */
export const newSecret = (random: RandomBytes): string => Buffer.from(random(secretBytes)).toString('base64url');

/** What is stored of a secret. Unsalted on purpose: 256 random bits cannot be guessed, and a token must be found by it. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares in a time that says nothing of where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
