import type { DispatchState } from '../../contract/dispatch.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { rebuild } from '../../sync-server/projection/rebuild.ts';
import type { Desk, OpenDesk } from './desk.ts';
import type { Mutation } from './mutation.ts';
import { stepLine } from './report.ts';
import type { Step } from './story.ts';
import type { World } from './world.ts';

/** What a marketer remembers of what she did. */
type Memory = { done: { undoes: string; leads: number }[]; dispatches: string[] };

/** What the story keeps beside the world. */
export type Director = Readonly<{
  world: World;
  startAt: number;
  mutation: Mutation;
  /** Runs a rebuild on the store of the server that is up. */
  rebuilding: (run: typeof rebuild) => Promise<void>;
  memoryOf: (desk: Desk) => Memory;
}>;

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
      atDesk(world, step.desk, (desk, open) => act(step, desk, open, director));
      return;
    case 'kill':
    case 'sleep':
    case 'partition':
    case 'quota':
    case 'leave':
    case 'deaf':
      disturb(step, world);
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

function atDesk(world: World, number: number, work: (desk: Desk, open: OpenDesk) => Promise<unknown>): void {
  const desk = world.desks[number];
  const open = desk?.opened();
  if (!desk || !open || desk.process().asleep) return;
  // What the local store refuses is said to the marketer: she may do it again.
  world.clock.after(0, `${desk.member} acts`, () => void work(desk, open).catch(() => undefined), desk.process());
}

type Act = Extract<
  Step,
  { do: 'patch' | 'undo' | 'decide' | 'dispatch' | 'limits' | 'cancel' | 'pause' | 'resume' | 'resend' | 'settle' | 'review' | 'dismiss' }
>;

async function act(step: Act, desk: Desk, { acts, replica }: OpenDesk, { memoryOf, world }: Director): Promise<void> {
  const memory = memoryOf(desk);
  const { view } = replica;
  switch (step.do) {
    case 'patch': {
      const change = { field: step.field, ...(step.to !== undefined && { to: step.to }) };
      const done = await acts.patch({ kind: 'ids', ids: step.leads }, [change]);
      if (done.leads > 0) memory.done.push(done);
      return;
    }
    case 'undo': {
      const done = memory.done[step.choice % Math.max(1, memory.done.length)];
      if (done) await acts.undo(done);
      return;
    }
    case 'decide': {
      const leads = [...view.documents.of('lead').values()].filter(({ lastRequest }) => lastRequest);
      const lead = leads[step.choice % Math.max(1, leads.length)];
      if (lead?.lastRequest)
        await acts.decide(
          [{ leadId: lead.id, requestEventId: lead.lastRequest.requestEventId }],
          step.choice % 2 === 0 ? 'approve' : 'refuse',
        );
      return;
    }
    case 'dispatch': {
      const selection = { kind: 'ids', ids: step.leads } as const;
      const products = step.productId === undefined ? unwritten.products : { kind: 'same' as const, productIds: [step.productId] };
      const composed = { selection, products, anyway: step.anyway };
      const plan = await acts.planDispatch(composed);
      if (plan.recipients.length === 0) return;
      const { dispatchId } = await acts.requestDispatch(plan, composed);
      memory.dispatches.push(dispatchId);
      return;
    }
    case 'cancel': {
      const dispatchId = memory.dispatches[step.choice % Math.max(1, memory.dispatches.length)];
      if (dispatchId) await acts.cancelDispatch(dispatchId);
      return;
    }
    case 'limits': {
      await acts.setPolicy({ ...defaultSendingRules, ...noLimits }, 0);
      return;
    }
    case 'pause': {
      const running = dispatchesIn(view, ['synced', 'scheduled', 'checking', 'sending']);
      const one = running[step.choice % Math.max(1, running.length)];
      if (one) await acts.pauseDispatch(one.id);
      return;
    }
    case 'resume': {
      const held = dispatchesIn(view, ['held']);
      const one = held[step.choice % Math.max(1, held.length)];
      if (one) await acts.resumeDispatch(one.id);
      return;
    }
    case 'resend': {
      const ended = dispatchesIn(view, ['failed', 'partially_failed']);
      const one = ended[step.choice % Math.max(1, ended.length)];
      if (one) memory.dispatches.push((await acts.resendFailed(one.id)).dispatchId);
      return;
    }
    case 'settle': {
      const doubtful = [...view.documents.of('dispatchItem').values()].filter(({ state }) => state === 'uncertain');
      const one = doubtful[step.choice % Math.max(1, doubtful.length)];
      const wasSent = world.kakao.shown.some(({ itemId }) => itemId === one?.id); // she has asked the customer
      if (one) await acts.settleItem(one.id, wasSent ? 'sent' : 'notSent');
      return;
    }
    case 'review': {
      const waiting = replica.commands.all().filter(({ review, withdrawn, posted }) => review && !withdrawn && !posted);
      const one = waiting[step.choice % Math.max(1, waiting.length)];
      if (one) await (step.choice % 3 === 0 ? acts.discardDispatch(one.id) : acts.sendAsComposed(one.id));
      return;
    }
    case 'dismiss': {
      const refused = replica.commands.all().filter(({ outcome }) => outcome?.status === 'rejected');
      const one = refused[step.choice % Math.max(1, refused.length)];
      if (one) await acts.dismissRefused(one.id);
      return;
    }
  }
}

const dispatchesIn = (view: OpenDesk['replica']['view'], states: readonly DispatchState[]) =>
  [...view.documents.of('dispatch').values()].filter(({ state }) => states.includes(state));

/** As far as the contract lets a shop go. */
const noLimits = { capPerDay: 100, capPerWeek: 700, repeatDays: 0 };

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
