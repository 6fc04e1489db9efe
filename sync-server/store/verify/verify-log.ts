import { isDamage } from '../../store-failure.ts';
import { FactDamaged } from '../fact-damaged.ts';
import type { PlacedFact } from '../port/fact.ts';
import type { Log } from '../port/log.ts';

/** Positions, first and last, of facts that are not what was written, cannot be read at all, or are not there. */
export type Fault = Readonly<{ is: 'damaged' | 'unreadable' | 'missing'; first: number; last: number }>;

/** What reading a whole log has shown. `gaveUpAt` where more could not be read than it is worth to try one by one. */
export type Verified = Readonly<{ facts: number; faults: readonly Fault[]; gaveUpAt?: number }>;

export type VerifyOptions = Readonly<{
  progress?: (done: number, total: number) => void;
  /** Is given every fact that is whole, in log order. */
  see?: (facts: readonly PlacedFact[]) => void;
  factsAtOnce?: number;
  mostUnreadable?: number;
}>;

const usuallyAtOnce = 1_000;
/** A page of the file holds some tens of facts; beyond this it is a tree and not a page that cannot be read. */
const usuallyUnreadable = 500;

/**
 * Reads every fact of a workspace with its personal parts, which checks each against its checksum, and goes on behind a damaged one.
 * Positions have no gaps, so one that is not there was lost.
 */
export async function verifyLog(log: Pick<Log, 'read' | 'head'>, workspace: string, options: VerifyOptions = {}): Promise<Verified> {
  const { progress, see, factsAtOnce = usuallyAtOnce, mostUnreadable = usuallyUnreadable } = options;
  const total = await log.head(workspace);
  const faults = new Faults();
  let facts = 0;
  for (let after = 0; after < total; progress?.(after, total)) {
    const page = await readOn(log, workspace, after, Math.min(factsAtOnce, total - after));
    if (page instanceof Error) {
      after = faults.noteDamage(page, after);
      if (faults.unreadable > mostUnreadable) return { facts, faults: faults.list, gaveUpAt: after };
    } else {
      after = faults.noteWhole(page, after, total);
      facts += page.length;
      see?.(page);
    }
  }
  return { facts, faults: faults.list };
}

/** The facts after a position, as many as are whole; or what is wrong with the first of them. */
async function readOn(log: Pick<Log, 'read'>, workspace: string, after: number, most: number): Promise<readonly PlacedFact[] | Error> {
  for (let size = most; ; size = Math.ceil(size / 2)) {
    const page = await log.read(workspace, after, size).catch(unlessDamaged);
    if (!(page instanceof Error) || size === 1) return page;
  }
}

const unlessDamaged = (error: unknown): Error => {
  if (!isDamage(error)) throw error;
  return error as Error;
};

/** Faults in log order; neighbours of one kind are one. */
class Faults {
  readonly list: Fault[] = [];
  unreadable = 0;

  /** What the first fact after a position is, that cannot be served; returns where it stands. */
  noteDamage(error: Error, after: number): number {
    const at = error instanceof FactDamaged ? error.position : after + 1;
    this.#add('missing', after + 1, at - 1);
    this.#add(error instanceof FactDamaged ? 'damaged' : 'unreadable', at, at);
    if (!(error instanceof FactDamaged)) this.unreadable += 1;
    return at;
  }

  /** Facts after a position; returns where the last one stands. None: there are no more up to the end. */
  noteWhole(page: readonly PlacedFact[], after: number, end: number): number {
    let last = after;
    for (const { position } of page) {
      this.#add('missing', last + 1, position - 1);
      last = position;
    }
    if (page.length > 0) return last;
    this.#add('missing', after + 1, end);
    return end;
  }

  #add(is: Fault['is'], first: number, last: number): void {
    if (last < first) return;
    const before = this.list.at(-1);
    if (before?.is === is && before.last === first - 1) this.list[this.list.length - 1] = { ...before, last };
    else this.list.push({ is, first, last });
  }
}
