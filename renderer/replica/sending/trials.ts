import type { Command } from '../../../contract/command.ts';
import type { Blame } from './blame.ts';
import { type Together, togetherOf } from './next-batch.ts';

/** So often a batch fails before it is sent in halves, and a command alone before the others go first. */
const triesTogether = 3;
const triesAlone = 5;
/** So often a request with a command must have failed after others were answered: any one of these may have been an outage that began just then. */
const strikesToBlame = 3;

/**
 * Finds the command that a request fails over, so that it stops itself and nothing else:
 *
 *   batch --unreadable, or failed three times--> its halves, one after another --> ... --> one alone
 *   one alone --unreadable--> to blame
 *   one alone --failed five times--> last --others answered--> tried once --failed, the third time that it did after others were answered--> to blame
 *                                      \--there are none--> tried again and again
 *
 * Only that others get through speaks against a command. An outage, however long, blames none, and neither does it a command that is the only one:
 * that one is tried for good, at the longest back-off, and goes on not being in anybody's way.
 */
export interface Trials {
  /** Whether a command may be in the next request; false for all but those that are tried now. */
  mayLeave(id: string): boolean;
  answered(count: number): void;
  /** Takes note of a request that failed, and gives the command to blame, if any is found now. */
  failed(batch: readonly Command[], blame: Blame): Command | undefined;
  /** Nothing that may leave is left to try: what was put last has its turn. */
  nothingElse(): boolean;
}

/** What may be at fault: how often it has failed after others were answered, and how many had been when it last failed. */
type Suspects = Readonly<{ ids: ReadonlySet<string>; strikes: number; answers: number }>;

export function createTrials(): Trials {
  /** What is tried apart from the rest, the next at the end. */
  const apart: Suspects[] = [];
  /** Commands put last, with what goes with each; whose turn comes first is first. */
  const last = new Map<string, Suspects>();
  let tries = 0;
  let answers = 0;

  /** What is known against a batch, now that it has failed once more. */
  const struck = (batch: readonly Command[], before: Suspects | undefined): Suspects => {
    const strikes = before ? before.strikes + (answers > before.answers ? 1 : 0) : 0;
    return { ids: idsOf(batch), strikes, answers };
  };
  const putLast = ([{ id }]: Together, suspects: Suspects) => {
    last.delete(id);
    last.set(id, suspects); // behind the others: each has its turn
  };
  const finish = (ids: Iterable<string>) => {
    for (const id of ids) last.delete(id);
  };
  const tryNextOfLast = (): boolean => {
    const [next] = last.values();
    if (next) apart.push(next);
    return next !== undefined;
  };

  return {
    mayLeave: (id) => apart.at(-1)?.ids.has(id) ?? ![...last.values()].some(({ ids }) => ids.has(id)),
    answered: (count) => {
      answers += count;
      tries = 0;
      finish(apart.pop()?.ids ?? []);
      if (count > 0) tryNextOfLast();
    },
    failed: (batch, blame) => {
      const parts = [...togetherOf(batch)];
      const [part] = parts;
      if (!part || blame === 'never' || blame === 'line') return undefined;
      const alone = parts.length === 1;
      const wasLast = last.has(part[0].id);
      tries += 1;
      if (blame === 'perhaps' && tries < (alone ? triesAlone : triesTogether) && !wasLast) return undefined;
      tries = 0;
      const suspects = struck(batch, apart.pop());
      if (!alone) apart.push(...halvesOf(parts, suspects));
      else if (blame === 'request' || suspects.strikes >= strikesToBlame) {
        last.delete(part[0].id);
        return part[0];
      } else putLast(part, suspects);
      return undefined;
    },
    nothingElse: () => {
      const gone = apart.pop(); // answered, or taken back, meanwhile
      if (gone) finish(gone.ids);
      return gone !== undefined || tryNextOfLast();
    },
  };
}

/** The second half first, so that the first is taken from the end. What goes together is never parted (I8). */
function halvesOf(parts: readonly Together[], { strikes, answers }: Suspects): readonly Suspects[] {
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(middle), parts.slice(0, middle)].map((half) => ({ ids: idsOf(half.flat()), strikes, answers }));
}

const idsOf = (commands: readonly Command[]): ReadonlySet<string> => new Set(commands.map(({ id }) => id));
