import { defineConfig } from 'vitest/config';

const sources = [
  'contract',
  'domain',
  'sync-server',
  'main',
  'renderer',
  'tests/simulate',
  'tests/crash',
  'tests/fake-kakao',
  'tests/fuzz',
  'tests/docs',
  'tests/replica',
  'tests/torture',
].map((room) => `${room}/**/*.test.{ts,tsx}`);

/** A second, which is vitest's own, is short on a loaded machine. */
const poll = { timeout: 15_000 };

/** `unit`: beside the sources. `real`: several processes and real parts. `sync`: seeded histories of many desks. `browser`, `desktop`: the journeys. */
export default defineConfig({
  test: {
    projects: [
      // Every core: on a machine of two, vitest would leave one of them idle.
      { test: { name: 'unit', include: sources, testTimeout: 60_000, maxWorkers: '100%', expect: { poll } } },
      {
        test: {
          name: 'real',
          include: ['tests/real/**/*.test.ts'],
          globalSetup: ['tests/journey/build-programs.ts'],
          testTimeout: 120_000,
          expect: { poll },
          hookTimeout: 120_000,
          maxWorkers: 2, // most of the time they wait for what they started
        },
      },
      {
        test: {
          name: 'sync',
          include: ['tests/sync/**/*.test.ts', 'tests/simulate-sync/**/*.test.ts'],
          globalSetup: ['tests/journey/build-programs.ts'],
          testTimeout: 300_000,
          expect: { poll },
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/journey/build-programs.ts'],
          testTimeout: 180_000,
          expect: { poll },
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          globalSetup: ['tests/journey/build-programs.ts'],
          testTimeout: 180_000,
          expect: { poll },
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
