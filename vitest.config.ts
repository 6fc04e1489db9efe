import { defineConfig } from 'vitest/config';

const testsOf = (rooms: readonly string[]) => rooms.map((room) => `${room}/**/*.test.{ts,tsx}`);

const sources = testsOf([
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
]);

/** A second, which is vitest's own, is short on a loaded machine. */
const poll = { timeout: 15_000 };

/** `pure`: of what touches nothing outside itself. `unit`: beside the other sources. `real`: several processes and real parts. `sync`: seeded histories of many desks. `browser`, `desktop`: the journeys. */
export default defineConfig({
  test: {
    projects: [
      // Nothing here changes what the next file finds, so that all share what they import.
      { test: { name: 'pure', include: testsOf(['contract', 'domain']), isolate: false, testTimeout: 60_000, maxWorkers: '100%' } },
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
          maxWorkers: 3, // on two cores: most of the time they wait for what they started
          sequence: { groupOrder: 1 }, // after those with another number of workers, which vitest runs together
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
