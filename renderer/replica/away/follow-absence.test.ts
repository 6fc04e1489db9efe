import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { everyLead, type LeadFilter } from '../../../contract/lead-filter.ts';
import type { Segment } from '../../../contract/segment.ts';
import type { AwayNote } from './away-notes.ts';
import { type Absence, absenceMs, followAbsence } from './follow-absence.ts';

const won: LeadFilter = { ...everyLead, statuses: ['won'] };
const start = 1_000_000;

/** A desk whose one segment has the members that a test gives it. */
function aDesk(first: AwayNote = {}) {
  const world = {
    kept: first,
    clock: start,
    syncedAt: start as number | undefined,
    members: ['a~1', 'b~1'] as readonly string[],
    segments: [{ id: 'S', name: '단골', filter: won, by: 'owner', at: 0 }] as readonly Segment[],
    refuses: false,
  };
  const open = () =>
    followAbsence({
      notes: {
        read: async () => world.kept,
        write: async (note) => {
          if (world.refuses) throw new Error('QuotaExceededError');
          world.kept = note;
        },
      },
      segments: () => world.segments,
      membersOf: () => world.members,
      syncedAt: () => world.syncedAt,
      now: () => world.clock,
      background: (work) => void work.catch(() => undefined),
    });
  const inStep = (absence: Absence) => {
    absence.inStep();
    world.syncedAt = world.clock;
  };
  return { world, open, inStep };
}

const reportOf = (absence: Absence) => firstValueFrom(absence.report$);

test('given five minutes out of step, who entered and left is told, until somebody has looked', async () => {
  const { world, open, inStep } = aDesk();
  const absence = await open();
  world.clock += absenceMs;

  await absence.beforePull();
  world.members = ['b~1', 'c~1'];
  inStep(absence);

  expect(await reportOf(absence)).toEqual({
    periods: [{ since: start, until: start + absenceMs }],
    changes: [{ segmentId: 'S', entered: ['c~1'], left: ['a~1'] }],
  });
  await absence.dismiss();
  expect([await reportOf(absence), world.kept]).toEqual([undefined, {}]);
});

test.each([
  ['less than five minutes', { clock: start + absenceMs - 1 }],
  ['a desk that was never in step', { clock: start + absenceMs, syncedAt: undefined }],
  ['no segments', { clock: start + absenceMs, segments: [] }],
])('given %s, nothing is kept and nothing told', async (_why, change) => {
  const { world, open, inStep } = aDesk();
  const absence = await open();
  Object.assign(world, change);

  await absence.beforePull();
  world.members = ['c~1'];
  inStep(absence);

  expect([await reportOf(absence), world.kept]).toEqual([undefined, {}]);
});

test('given a kill before it was in step, what was kept first is compared after the next start', async () => {
  const { world, open, inStep } = aDesk();
  const killed = await open();
  world.clock += absenceMs;
  await killed.beforePull();
  world.members = ['b~1', 'c~1']; // half of it had been stored

  const absence = await open();
  world.clock += absenceMs;
  await absence.beforePull();
  world.members = ['c~1', 'd~1'];
  inStep(absence);

  expect((await reportOf(absence))?.changes).toEqual([{ segmentId: 'S', entered: ['c~1', 'd~1'], left: ['a~1', 'b~1'] }]);
});

test('given a second absence before anybody looked, and a restart, both are told as one', async () => {
  const { world, open, inStep } = aDesk();
  const first = await open();
  world.clock += absenceMs;
  await first.beforePull();
  world.members = ['b~1', 'c~1'];
  inStep(first);

  const second = await open();
  const between = await reportOf(second);
  world.clock += absenceMs;
  await second.beforePull();
  world.members = ['a~1', 'b~1', 'd~1'];
  inStep(second);

  expect(between?.changes).toEqual([{ segmentId: 'S', entered: ['c~1'], left: ['a~1'] }]);
  const report = await reportOf(second);
  expect(report?.periods).toHaveLength(2);
  expect(report?.changes).toEqual([{ segmentId: 'S', entered: ['d~1'], left: [] }]);
});

test('given a segment that somebody gave another filter meanwhile, it is not compared, and that is said', async () => {
  const { world, open, inStep } = aDesk();
  const absence = await open();
  world.clock += absenceMs;
  await absence.beforePull();
  world.segments = [{ ...(world.segments[0] as Segment), filter: everyLead }];
  world.members = ['z~1'];
  inStep(absence);

  expect((await reportOf(absence))?.changes).toEqual([{ segmentId: 'S', entered: [], left: [], filterChanged: true }]);
});

test('given a store that refuses the note, pulls go on and it is compared all the same', async () => {
  const { world, open, inStep } = aDesk();
  const absence = await open();
  world.clock += absenceMs;
  world.refuses = true;

  await absence.beforePull();
  world.members = ['a~1'];
  inStep(absence);

  expect((await reportOf(absence))?.changes).toEqual([{ segmentId: 'S', entered: [], left: ['b~1'] }]);
});
