import { type Dispatch, itemStates } from '../../contract/dispatch.ts';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import { standings } from '../../renderer/replica/stored-command.ts';
import type { rebuild } from '../../sync-server/projection/rebuild.ts';
import { wasCalledBefore } from './called-before.ts';
import { areEqual } from './checker/replicas-equal.ts';
import { serverState } from './checker/server-state.ts';
import type { Violation } from './checker/violation.ts';
import type { Desk } from './desk.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import type { FaultKind } from './faults.ts';
import { withVirtualTimers } from './global-timers.ts';
import type { Mutation } from './mutation.ts';
import { type Director, perform } from './perform.ts';
import { workspace } from './shop.ts';
import type { Story } from './story.ts';
import { rebuildingOn } from './watched-rebuild.ts';
import { createWorld, type World } from './world.ts';

/** What came of a story. */
export type Told = Readonly<{
  violations: readonly Violation[];
  faults: ReadonlyMap<FaultKind, number>;
  /** Names everything that happened and when: the same for the same story. */
  trace: string;
  steps: number;
  commands: number;
  messages: number;
}>;

export type Telling = Readonly<{ masked?: ReadonlySet<FaultKind>; mutation?: Mutation }>;

const minuteMs = 60_000;
/** However bad it was, so long after the last fault everything is at rest: the longest pause of a dispatch is ten minutes. */
const healWithinMs = 60 * minuteMs;
const lookEveryMs = 5_000;
/** So often the server asks for reports that never came. */
const askedEveryMs = 60_000;
const mostLooks = healWithinMs / lookEveryMs;

/** Plays a story, heals everything, waits until nothing moves any more, and judges what is left. One at a time in a process. */
export async function tell(story: Story, { masked = new Set(), mutation = {} }: Telling = {}): Promise<Told> {
  let evidence: Evidence | undefined;
  const world = createWorld({
    ...{ seed: story.seed, startAt: story.startAt, masked, mutation },
    witness: (of) => {
      evidence = gatherEvidence(of);
      return evidence.witness;
    },
  });
  const seen = evidence as unknown as Evidence;
  const restore = withVirtualTimers(world.clock);
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // every aborted wait makes an error that nobody reads
  const rejected = (reason: unknown) => seen.note({ invariant: 'defect', what: `nobody handled ${reason}` });
  process.on('unhandledRejection', rejected);
  try {
    await play(story, world, seen, mutation);
    await heal(world);
    await seen.judge();
  } finally {
    process.off('unhandledRejection', rejected);
    Error.stackTraceLimit = stackTraceLimit;
    restore();
  }
  return toTold(world, seen);
}

async function play(story: Story, world: World, seen: Evidence, mutation: Mutation): Promise<void> {
  const memories = new Map<Desk, ReturnType<Director['memoryOf']>>();
  const director: Director = {
    ...{ world, mutation, startAt: story.startAt },
    rebuilding: (run: typeof rebuild) => rebuildingOn(world, run, seen.note),
    memoryOf: (desk) => {
      const memory = memories.get(desk) ?? { done: [], dispatches: [] };
      memories.set(desk, memory);
      return memory;
    },
  };
  world.machine.start();
  for (const desk of world.desks) desk.start();
  for (const step of story.steps) world.clock.outside(step.at - story.startAt, step.do, () => perform(step, director));
  await world.clock.run(story.endAt);
}

/** Everybody is back, and nothing goes wrong any more. */
async function heal(world: World): Promise<void> {
  const { clock, faults, machine, desks } = world;
  faults.end();
  machine.setFull(false);
  if (!machine.running()) machine.restart();
  for (const desk of desks) {
    desk.disk.full = false;
    desk.link.setOnline(true);
    if (desk.process().asleep) desk.wake();
    if (!desk.process().alive) desk.start();
  }
  let looks = 0;
  do {
    resumeHeld(world);
    await clock.run(nextLookAt(world));
  } while (++looks < mostLooks && !isAtRest(world));
}

/** What waits for a time is looked at again then: nothing else is under way. */
function nextLookAt({ machine, clock, kakao }: World): number {
  const soon = clock.now() + lookEveryMs;
  const dispatches = [...serverState(machine.disk).documents('dispatch').values()];
  const until = dispatches.flatMap(({ state, hold, sendAt }) => (state === 'scheduled' ? (sendAt ?? []) : (hold?.until ?? [])));
  if (until.length > 0) return Math.max(soon, Math.min(...until));
  return dispatches.some(hasOpenItems) ? soon : Math.max(soon, kakao.allToldAt());
}

const hasOpenItems = ({ counts }: Dispatch): boolean => itemStates.some((state) => isOpen(state) && counts[state] > 0);

/** What is held for a person is resumed, or called off where a restored server has forgotten that some of it left: she comes at once. */
function resumeHeld(world: World): void {
  const { machine, desks, clock } = world;
  const open = desks.find((desk) => desk.opened() && desk.process().alive && !desk.process().asleep);
  const held = [...serverState(machine.disk).documents('dispatch').values()].filter(
    ({ state, hold }) => state === 'held' && hold?.until === undefined,
  );
  for (const { id } of held)
    if (open)
      clock.after(
        0,
        'a held dispatch is resumed',
        () => {
          const acts = open.opened()?.acts;
          void (wasCalledBefore(world, id) ? acts?.cancelDispatch(id) : acts?.resumeDispatch(id))?.catch(() => undefined);
        },
        open.process(),
      );
}

function isAtRest({ machine, desks, clients, kakao, clock }: World): boolean {
  const { tables, rows } = serverState(machine.disk);
  const { cursor = 0, lastEvent = 0 } = tables.counters.synced.get('counters') ?? {};
  return (
    cursor >= lastEvent &&
    clients.every((client) => client.waiting() === 0) &&
    [...tables.waiting.synced.values()].length === 0 &&
    (clock.now() > kakao.allToldAt() + askedEveryMs ||
      rows('dispatchItem').every(({ body }) => !/"state":"(accepted|uncertain)"/.test(body ?? ''))) &&
    rows('dispatchItem').every(({ body }) => !/"state":"(pending|eligible|claimed|prepared|committed|ambiguous)"/.test(body ?? '')) &&
    desks.every(hasNothingToDo) &&
    areEqual(desks, serverState(machine.disk))
  );
}

function hasNothingToDo(desk: Desk): boolean {
  const open = desk.opened();
  return open !== undefined && [...standings(open.replica.commands.all()).values()].every((is) => is !== 'waiting' && is !== 'arriving');
}

const toTold = ({ clock, faults, machine, kakao }: World, { violations }: Evidence): Told => ({
  violations,
  faults: faults.counts,
  trace: clock.trace(),
  steps: clock.steps(),
  commands: [...machine.disk.tables(workspace).facts.synced.values()].filter((json) => json.includes('"kind":"command"')).length,
  messages: kakao.shown.length,
});
