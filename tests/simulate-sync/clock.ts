import type { Random } from '../simulate/random.ts';

/** A simulated process: what it had planned is gone when it is killed, and waits while its machine sleeps. */
export type Process = { readonly name: string; alive: boolean; asleep: boolean };

export const aProcess = (name: string): Process => ({ name, alive: true, asleep: false });

/** Something planned. Of two of the same time the seed says which is first. */
type Planned = Readonly<{ at: number; tie: number; number: number; what: string; of: Process | undefined; work: () => unknown }>;

/** Virtual time: nothing happens but what was planned, one after another, each until nothing more follows from it at once. */
export interface VirtualClock {
  now(): number;
  /** Plans work of a process, of the one at work now unless said. Returns what calls it off. */
  after(ms: number, what: string, work: () => unknown, of?: Process): () => void;
  /** Plans work that is nobody's: the network's, a phone's. */
  outside(ms: number, what: string, work: () => unknown): () => void;
  /** What is nobody's reaches a process, which goes on with it: now, or when it wakes, or never. Once in what was planned, and last. */
  enter(of: Process, what: string, work: () => unknown): void;
  /** Does everything planned up to a time, or until `over` says so. */
  run(until: number, over?: () => boolean): Promise<void>;
  /** What a process had planned while it was asleep is done now. */
  wake(process: Process): void;
  /** A number that names everything that happened so far and when. */
  trace(): string;
  /** How many planned things were done. */
  steps(): number;
}

/** FNV-1a, 32 bits. */
const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** Microtasks, and nothing else, run before a tick: so everything that follows at once is over when this resolves. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export function createClock(start: number, random: Random): VirtualClock {
  const heap: Planned[] = [];
  const calledOff = new Set<number>();
  const sleeping = new Map<Process, Planned[]>();
  let now = start;
  let made = 0;
  let done = 0;
  let trace = fnvOffset;
  let atWork: Process | undefined;

  const plan = (ms: number, what: string, work: () => unknown, of: Process | undefined) => {
    const number = ++made;
    push(heap, { at: now + Math.max(0, Math.ceil(ms)), tie: random.below(1024), number, what, of, work });
    return () => void calledOff.add(number);
  };

  const note = (text: string) => {
    for (let i = 0; i < text.length; i++) trace = Math.imul(trace ^ text.charCodeAt(i), fnvPrime);
  };

  const perform = async (planned: Planned) => {
    const { at, number, what, of, work } = planned;
    if (calledOff.delete(number) || of?.alive === false) return;
    if (of?.asleep) {
      sleeping.set(of, [...(sleeping.get(of) ?? []), planned]);
      return;
    }
    now = Math.max(now, at);
    done += 1;
    note(`${now} ${what}`);
    atWork = of;
    work();
    await settled();
    await settled();
    atWork = undefined;
  };

  return {
    now: () => now,
    after: (ms, what, work, of = atWork) => plan(ms, what, work, of),
    outside: (ms, what, work) => plan(ms, what, work, undefined),
    enter: (of, what, work) => {
      if (of.asleep) plan(0, what, work, of);
      if (of.asleep || !of.alive) return;
      atWork = of;
      work();
    },
    run: async (until, over = () => false) => {
      while (!over()) {
        const next = heap[0];
        if (!next || next.at > until) break;
        pop(heap);
        await perform(next);
      }
      now = Math.max(now, until === Number.POSITIVE_INFINITY ? now : until);
    },
    wake: (process) => {
      process.asleep = false;
      for (const planned of sleeping.get(process) ?? []) push(heap, { ...planned, at: now });
      sleeping.delete(process);
    },
    trace: () => (trace >>> 0).toString(16).padStart(8, '0'),
    steps: () => done,
  };
}

const before = (a: Planned, b: Planned): boolean => (a.at !== b.at ? a.at < b.at : a.tie !== b.tie ? a.tie < b.tie : a.number < b.number);

function push(heap: Planned[], planned: Planned): void {
  let at = heap.length;
  heap.push(planned);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(planned, heap[parent] as Planned)) break;
    heap[at] = heap[parent] as Planned;
    at = parent;
  }
  heap[at] = planned;
}

function pop(heap: Planned[]): void {
  const last = heap.pop() as Planned;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Planned, heap[child] as Planned)) child += 1;
    if (!before(heap[child] as Planned, last)) break;
    heap[at] = heap[child] as Planned;
    at = child;
  }
  heap[at] = last;
}
