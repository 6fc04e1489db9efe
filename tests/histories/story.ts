import type { LeadField } from '../../contract/lead-field.ts';
import { type Random, seededRandom } from '../simulate/random.ts';

/** What somebody does at a desk; leads are named by their place in the list, whatever is there then. */
export type DeskAct =
  | Readonly<{ kind: 'patch'; leads: readonly number[]; field: LeadField; to?: string }>
  | Readonly<{ kind: 'undo' | 'cancelDispatch' }>
  | Readonly<{ kind: 'decide'; lead: number; outcome: 'approve' | 'refuse' }>
  | Readonly<{ kind: 'dispatch'; leads: readonly number[] }>;

/** `faulty` loses requests and answers, delays them and cuts streams. */
export type NetworkState = 'up' | 'faulty' | 'down';

/** One thing that happens; `desk` is the number of a machine. */
export type Step =
  | Readonly<{ kind: 'chat'; events: number }>
  | Readonly<{ kind: 'act'; desk: number; act: DeskAct }>
  | Readonly<{ kind: 'network'; desk: number; state: NetworkState }>
  | Readonly<{ kind: 'close' | 'kill' | 'open'; desk: number }>
  | Readonly<{ kind: 'crashServer' }>
  | Readonly<{ kind: 'pause'; ms: number }>;

/** Who sits at which machine: two members, one of whom sometimes has a second machine. */
export const deskMembers = ['owner', 'kim', 'owner'] as const;
const secondMachineShare = 0.3;

/** What happens in a history, and on how many of the machines. */
export type Story = Readonly<{ desks: number; steps: readonly Step[] }>;

const leadsInSight = 12;
const mostEvents = 12;
const longestPauseMs = 30;
const fewestSteps = 10;
const moreSteps = 20;
const crashShare = 0.004;
const actShare = 0.55;

const fields: readonly LeadField[] = ['status', 'marketerId', 'tag:단골', 'tag:vip', 'tag:재입고', 'note:01ARZ3NDEKTSV4RRFFQ69G5FAV'];
const values: Readonly<Record<string, readonly string[]>> = {
  status: ['new', 'contacted', 'interested', 'won', 'lost'],
  marketerId: ['owner', 'kim'],
  note: ['다시 연락', '내일 오전에 전화', 'VIP'],
};

/** What happens in the history of a seed; the times at which it does are the machine's. */
export function storyOf(seed: string): Story {
  const random = seededRandom('history', seed);
  const desks = random.chance(secondMachineShare) ? deskMembers.length : deskMembers.length - 1;
  const count = fewestSteps + random.below(moreSteps);
  const opening: Step[] = Array.from({ length: desks }, (_, desk) => ({ kind: 'open', desk }));
  const steps = Array.from({ length: count }, () => anyStep(random, random.below(desks)));
  return { desks, steps: [{ kind: 'chat', events: mostEvents }, ...opening, ...steps] };
}

function anyStep(random: Random, desk: number): Step {
  if (random.chance(crashShare)) return { kind: 'crashServer' };
  if (random.chance(actShare)) return { kind: 'act', desk, act: anyAct(random) };
  return random.pick<() => Step>([
    () => ({ kind: 'chat', events: 1 + random.below(mostEvents) }),
    () => ({ kind: 'network', desk, state: random.pick(['up', 'faulty', 'down'] as const) }),
    () => ({ kind: random.pick(['close', 'kill', 'open', 'open'] as const), desk }),
    () => ({ kind: 'pause', ms: random.below(longestPauseMs) }),
  ])();
}

function anyAct(random: Random): DeskAct {
  const leads = Array.from({ length: 1 + random.below(4) }, () => random.below(leadsInSight));
  return random.pick<() => DeskAct>([
    () => ({ kind: 'patch', leads, ...anyChange(random) }),
    () => ({ kind: 'patch', leads, ...anyChange(random) }),
    () => ({ kind: 'patch', leads, ...anyChange(random) }),
    () => ({ kind: 'undo' }),
    () => ({ kind: 'decide', lead: random.below(leadsInSight), outcome: random.pick(['approve', 'refuse'] as const) }),
    () => random.pick<DeskAct>([{ kind: 'dispatch', leads }, { kind: 'cancelDispatch' }]),
  ])();
}

function anyChange(random: Random): Readonly<{ field: LeadField; to?: string }> {
  const field = random.pick(fields);
  const [name = ''] = field.split(':');
  if (name === 'tag') return random.chance(0.5) ? { field, to: 'on' } : { field };
  return { field, to: random.pick(values[name] ?? []) };
}
