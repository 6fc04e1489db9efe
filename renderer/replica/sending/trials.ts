import type { Command } from '../../../contract/command.ts';
import type { Blame } from './blame.ts';
import { type Together, togetherOf } from './next-batch.ts';

/** So often a batch fails before it is sent in halves, and a command alone before it is to blame. */
const triesTogether = 3;
const triesAlone = 5;
/** So often more where nothing else is there to show that the server is well. */
const triesLonely = 10;

/**
 * Finds the command that a request fails over, so that it stops itself and nothing else:
 *
 *   batch --unreadable, or failed three times--> its halves, one after another --> ... --> one alone
 *   one alone --unreadable--> to blame
 *   one alone --failed five times--> the others go first --any answered--> to blame when it fails again
 *                                                      \--there are none--> to blame when it has failed ten times more
 *
 * While a server fails over everything, several commands blame none of them: they wait.
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

export function createTrials(): Trials {
  /** What is tried apart from the rest, the next at the end. */
  const apart: ReadonlySet<string>[] = [];
  /** Put last, with what goes with it, how many commands had been answered by then, and how often it has failed since. */
  const last = new Map<string, { ids: ReadonlySet<string>; answers: number; tries: number }>();
  let tries = 0;
  let answers = 0;

  const isToBlame = ([first, ...rest]: Together): boolean => {
    const before = last.get(first.id);
    if (!before) last.set(first.id, { ids: idsOf([first, ...rest]), answers, tries: 0 });
    else before.tries += 1;
    return before !== undefined && (answers > before.answers || (last.size === 1 && before.tries >= triesLonely));
  };
  const finish = (ids: Iterable<string>) => {
    for (const id of ids) last.delete(id);
  };

  return {
    mayLeave: (id) => apart.at(-1)?.has(id) ?? ![...last.values()].some(({ ids }) => ids.has(id)),
    answered: (count) => {
      answers += count;
      tries = 0;
      finish(apart.pop() ?? []);
    },
    failed: (batch, blame) => {
      const parts = [...togetherOf(batch)];
      const [part] = parts;
      if (!part || blame === 'never' || blame === 'line') return undefined;
      const alone = parts.length === 1;
      tries += 1;
      if (blame === 'perhaps' && tries < (alone ? triesAlone : triesTogether) && !last.has(part[0].id)) return undefined;
      tries = 0;
      apart.pop();
      if (!alone) apart.push(...halvesOf(parts));
      else if (blame === 'request' || isToBlame(part)) {
        last.delete(part[0].id);
        return part[0];
      }
      return undefined;
    },
    nothingElse: () => {
      const gone = apart.pop(); // answered, or taken back, meanwhile
      if (gone) {
        finish(gone);
        return true;
      }
      const [next] = last.values();
      if (next) apart.push(next.ids);
      return next !== undefined;
    },
  };
}

/** The second half first, so that the first is taken from the end. What goes together is never parted (I8). */
function halvesOf(parts: readonly Together[]): readonly ReadonlySet<string>[] {
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(middle), parts.slice(0, middle)].map((half) => idsOf(half.flat()));
}

const idsOf = (commands: readonly Command[]): ReadonlySet<string> => new Set(commands.map(({ id }) => id));
