import { aPhone } from '../../contract/testing/build-phone.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { rebuild } from '../../sync-server/projection/rebuild.ts';
import type { OptOut } from '../../sync-server/store/port/fact.ts';
import { act, type Memory } from './act.ts';
import type { Desk, OpenDesk } from './desk.ts';
import type { Mutation } from './mutation.ts';
import { stepLine } from './report.ts';
import type { Step } from './story/step.ts';
import type { World } from './world.ts';

/** What the story keeps beside the world. */
export type Director = Readonly<{
  world: World;
  startAt: number;
  mutation: Mutation;
  /** Runs a rebuild on the store of the server that is up. */
  rebuilding: (run: typeof rebuild) => Promise<void>;
  memoryOf: (desk: Desk) => Memory;
}>;

const readAgainMs = 5_000;

/** Makes one step of a story happen now. What cannot be, since a desk is closed for example, does not. */
export function perform(step: Step, director: Director): void {
  const { world } = director;
  const { clock, machine, faults, journal } = world;
  journal.push(stepLine(step, director.startAt));
  switch (step.do) {
    case 'publish':
      world.clients[step.client]?.publish(step.event);
      return;
    case 'weather':
      world.setWeather(step.weather);
      return;
    case 'patch':
    case 'undo':
    case 'decide':
    case 'dispatch':
    case 'limits':
    case 'cancel':
    case 'pause':
    case 'resume':
    case 'resend':
    case 'settle':
    case 'review':
    case 'dismiss':
    case 'record':
    case 'segment':
      atDesk(world, step.desk, (desk, open) => act(step, open, director.memoryOf(desk), world));
      return;
    case 'kill':
    case 'sleep':
    case 'partition':
    case 'quota':
    case 'leave':
    case 'deaf':
      disturb(step, world);
      return;
    case 'optOuts':
      readOptOuts(
        step.people.map(({ userId, agoMs }) => ({ number: aPhone(userId), at: step.at - agoMs })),
        world,
      );
      return;
    case 'cut':
      if (faults.planned('clientCut')) world.clients[step.client]?.cut();
      return;
    case 'crash':
      if (!faults.planned('serverCrash')) return;
      machine.crash();
      for (const desk of world.desks) desk.link.breakStreams(step.ms % 3 === 0);
      clock.outside(step.ms, 'power is back', () => machine.start());
      return;
    case 'diskFull':
      if (!faults.planned('diskFull')) return;
      machine.setFull(true);
      clock.outside(step.ms, 'disk has room', () => machine.setFull(false));
      return;
    case 'rebuild':
      runRebuild(director);
      return;
    case 'backUp':
      machine.backUp();
      return;
    case 'putBack':
      if (!faults.planned('putBack')) return;
      machine.putBack();
      for (const { link } of world.desks) {
        link.loseConnections();
        link.breakStreams(false);
      }
      return;
    default:
      unreachable(step);
  }
}

/** One that the store refuses, or a crash ends, is one that an operator runs again. */
function runRebuild({ world, mutation, rebuilding }: Director): void {
  const server = world.machine.running();
  if (!server) return;
  world.clock.after(0, 'rebuild', () => void rebuilding(mutation.rebuild ?? rebuild).catch(() => undefined), server.process);
}

/** Reads a list as whoever polls for it does: again and again until it is on record. */
function readOptOuts(optOuts: readonly OptOut[], { clock, machine }: World): void {
  let done = false;
  const onRecord = () => {
    done = true;
  };
  const read = () => {
    const server = machine.running();
    if (done) return;
    if (server) clock.after(0, 'a list is read', () => void server.importOptOuts(optOuts).then(onRecord, () => undefined), server.process);
    clock.outside(readAgainMs, 'a list is read again', read);
  };
  read();
}

function atDesk(world: World, number: number, work: (desk: Desk, open: OpenDesk) => Promise<unknown>): void {
  const desk = world.desks[number];
  const open = desk?.opened();
  if (!desk || !open || desk.process().asleep) return;
  // What the local store refuses is said to the marketer: she may do it again.
  world.clock.after(0, `${desk.member} acts`, () => void work(desk, open).catch(() => undefined), desk.process());
}

type Disturbance = Extract<Step, { do: 'kill' | 'sleep' | 'partition' | 'quota' | 'leave' | 'deaf' }>;

/** Until when a desk is away at least: one that was to come back before stays away. */
const awayUntil = new WeakMap<Desk, number>();

function goAway(desk: Desk, ms: number, how: 'close' | 'sleep', clock: World['clock']): void {
  const until = clock.now() + ms;
  awayUntil.set(desk, Math.max(until, awayUntil.get(desk) ?? 0));
  if (how === 'close') desk.kill();
  else desk.sleep();
  clock.outside(ms, `${desk.member} is back`, () => {
    if (clock.now() < (awayUntil.get(desk) ?? 0)) return;
    if (desk.process().alive) desk.wake();
    else desk.start();
  });
}

/** A desk that is away already is not disturbed further. */
function disturb(step: Disturbance, { clock, desks, faults }: World): void {
  const desk = desks[step.desk];
  const process = desk?.process();
  if (!desk || !process) return;
  if (step.do === 'leave') goAway(desk, step.ms, step.how, clock);
  if (!process.alive || process.asleep) return;
  switch (step.do) {
    case 'kill':
      if (faults.planned('deskKilled')) goAway(desk, step.ms, 'close', clock);
      return;
    case 'sleep':
      if (faults.planned('deskAsleep')) goAway(desk, step.ms, 'sleep', clock);
      return;
    case 'partition':
      if (!faults.planned('partition')) return;
      desk.link.setOnline(false);
      desk.link.breakStreams(step.ms % 2 === 0);
      clock.outside(step.ms, `${desk.member} has a network`, () => desk.link.setOnline(true));
      return;
    case 'quota':
      if (!faults.planned('deskQuota')) return;
      desk.disk.full = true;
      clock.outside(step.ms, `${desk.member} has room`, () => Object.assign(desk.disk, { full: false }));
      return;
    case 'deaf':
      if (faults.planned('deafLine')) desk.link.breakStreams(true);
      return;
  }
}
