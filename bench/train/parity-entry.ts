import { parityDigests } from './parity-digests.ts';

// What another engine runs: a script that leaves one function behind.
(globalThis as { parityDigests?: typeof parityDigests }).parityDigests = parityDigests;
