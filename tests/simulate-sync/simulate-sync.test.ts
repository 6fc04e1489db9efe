import { expect, test } from 'vitest';
import { bugs } from './bugs.ts';
import type { Violation } from './checker/violation.ts';
import { readOptions } from './options.ts';
import { runSeeds } from './run-seeds.ts';
import { type Told, tell } from './run-story.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story.ts';

const endless = () => true;

/** Those that nobody sees unless a backup is put back. */
const ofBackups: ReadonlySet<string> = new Set(['backup-sent-again']);

type Promises = readonly Violation['invariant'][];

/** The first of some seeds in which a planted bug breaks one of these promises; whatever else it breaks before does not count. */
async function firstFailure(bug: string, seeds: number, breaks: Promises): Promise<Readonly<{ seed: number; told: Told }> | undefined> {
  let found: { seed: number; told: Told } | undefined;
  const note = (seed: number, told: Told) => {
    if (told.violations.some(({ invariant }) => breaks.includes(invariant))) found ??= { seed, told };
  };
  await runSeeds({ from: 1, seeds, stride: 1, goesOn: () => !found, backups: ofBackups.has(bug) }, bugs[bug] ?? {}, note);
  return found;
}

test('given the same seed twice, everything happens again at the same virtual time', async () => {
  const first = await tell(storyOf(7));
  const second = await tell(storyOf(7));
  const other = await tell(storyOf(8));

  expect(second).toEqual(first);
  expect(other.trace).not.toBe(first.trace);
});

test('given no bug, every replica ends equal to the server, and nothing is lost, doubled or skipped (I1-I8)', {
  timeout: 120_000,
}, async () => {
  const failures: Violation[] = [];

  const tally = await runSeeds({ from: 1, seeds: 20, stride: 1, goesOn: endless }, {}, (_, told) => failures.push(...told.violations));

  expect(failures).toEqual([]);
  expect(Object.values(tally.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000);
});

test('given a server that is put back to backups, nothing leaves a second time, and every desk ends equal to it (I1-I8)', {
  timeout: 120_000,
}, async () => {
  const failures: Violation[] = [];

  const tally = await runSeeds({ from: 1, seeds: 8, stride: 1, goesOn: endless, backups: true }, {}, (_, told) =>
    failures.push(...told.violations),
  );

  expect(failures).toEqual([]);
  expect(tally.faults.putBack).toBeGreaterThanOrEqual(8);
});

/** Which promise a planted bug breaks, and within how many seeds that must have been seen. */
const found: Readonly<Record<string, Readonly<{ breaks: Promises; within: number }>>> = {
  'clobbering-pull': { breaks: ['I6'], within: 30 },
  'new-dispatch-id-on-retry': { breaks: ['I7'], within: 30 },
  'overlay-dropped-too-early': { breaks: ['overlay'], within: 10 },
  'document-not-stored': { breaks: ['I4'], within: 10 },
  'skipped-seq': { breaks: ['I4'], within: 10 },
  'losing-value-not-kept': { breaks: ['I6'], within: 80 },
  'lost-answer-reapplied': { breaks: ['I6'], within: 30 },
  'ack-before-store': { breaks: ['I1'], within: 30 },
  'outcome-before-store': { breaks: ['I3', 'I6', 'I7'], within: 30 },
  'outbox-rewritten-by-rebuild': { breaks: ['I2'], within: 30 },
  'folded-twice': { breaks: ['I2', 'I3'], within: 30 },
  'uncertain-resent': { breaks: ['I7'], within: 80 },
  'withdrawal-overlooked': { breaks: ['I8'], within: 40 },
  'pause-overlooked': { breaks: ['I8'], within: 40 },
  'time-overlooked': { breaks: ['I8'], within: 40 },
  'ended-taken-back': { breaks: ['I7'], within: 40 },
  'opt-out-list-unread': { breaks: ['I8'], within: 80 },
  'reports-not-asked-for': { breaks: ['I7'], within: 40 },
  'backup-sent-again': { breaks: ['I7'], within: 80 },
};

test('given the list of planted bugs, it is known of each what it breaks', () => {
  expect(Object.keys(found).sort()).toEqual(Object.keys(bugs).sort());
});

test.each(Object.entries(found))('given %s, it is found', { timeout: 300_000 }, async (bug, { breaks, within }) => {
  expect(await firstFailure(bug, within, breaks)).toBeDefined();
});

test('given a failing seed, what is left of it fails too, and is shorter', { timeout: 120_000 }, async () => {
  const bug = 'outbox-rewritten-by-rebuild';
  const failure = await firstFailure(bug, 30, ['I2']);
  const story = storyOf(failure?.seed ?? 0);

  const { story: left, masked } = await shrink(story, failure?.told as Told, bugs[bug] ?? {});
  const again = await tell(left, { masked, mutation: bugs[bug] ?? {} });

  expect(left.steps.filter((step) => step.do !== 'leave').length).toBeLessThan(5);
  expect(again.violations.map(({ invariant }) => invariant)).toContain('I2');
});

test('given a bug that nobody planted, the command line is refused', () => {
  expect(() => readOptions(['--bug', 'none'])).toThrow('clobbering-pull');
});
