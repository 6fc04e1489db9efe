import type { StoredCommand } from './stored-command.ts';

/** So many commands are stored in one go at most: a store is away for some milliseconds, never for a second. */
const storedAtOnce = 500;

/** Changes of the stored commands, one after another in the order they were asked for: none undoes another. */
export interface CommandTurns {
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /**
   * New commands, all of one call or none. Calls that wait for the same turn are stored in one go; where that is refused each is tried alone,
   * so that one that does not fit fails by itself.
   */
  add(added: readonly StoredCommand[]): Promise<void>;
}

type Call = Readonly<{ added: readonly StoredCommand[]; resolve: () => void; reject: (error: unknown) => void }>;

export function createCommandTurns(write: (added: readonly StoredCommand[]) => Promise<void>): CommandTurns {
  let turn: Promise<unknown> = Promise.resolve();
  /** Calls that are stored with the next one, as long as nothing else is asked for in between: the ids stay in order. */
  let open: Call[] = [];

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    open = [];
    const done = turn.then(work);
    turn = done.catch(() => undefined); // its caller hears of it
    return done;
  };

  const begin = (): Call[] => {
    const calls: Call[] = [];
    void inTurn(() => {
      if (open === calls) open = [];
      return store(calls);
    });
    open = calls;
    return calls;
  };

  const store = async (calls: readonly Call[]): Promise<void> => {
    const refused = await write(calls.flatMap(({ added }) => added)).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    for (const { added, resolve, reject } of calls) {
      if (!refused) resolve();
      else if (calls.length === 1) reject(refused.error);
      else await write(added).then(resolve, reject);
    }
  };

  const hasRoom = (added: readonly StoredCommand[]) =>
    open.length > 0 && open.reduce((sum, call) => sum + call.added.length, added.length) <= storedAtOnce;

  return {
    inTurn,
    add: (added) =>
      new Promise((resolve, reject) => {
        const calls = hasRoom(added) ? open : begin();
        calls.push({ added, resolve, reject });
      }),
  };
}
