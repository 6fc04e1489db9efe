import { type Observable, Subject } from 'rxjs';
import { type AudienceChange, isSameAudience } from '../../../domain/dispatching/compare-audience.ts';
import { makesSend } from '../../../domain/dispatching/makes-send.ts';
import type { CommandStore } from '../command-store.ts';
import type { StoredCommand } from '../stored-command.ts';
import { isComposed, isUnposted } from './composed-audience.ts';

/**
 * Keeps a message that was written without a server, or did not leave before the line broke, until its audience has been compared:
 *
 *   held --in step again, same audience--> leaves
 *     \-----in step again, changed--> waits for a look (`review`), until a person says what becomes of it
 *
 * What was written while the desk was in step leaves at once, unless the line breaks first. Nothing that nobody has looked at leaves
 * between a reconnect and the comparison: whatever is not known to be looked at is held.
 *
 * What makes messages leave and was posted without an answer is held likewise, and never looked at: whether this is still the server that had
 * it is known once the desk is in step. One that was put back to a backup is found out by then, and asked with a warning (I7).
 */
export interface DispatchGate {
  /** Whether a command has to stay for now. */
  holds(stored: StoredCommand): boolean;
  /** Something may leave that had to stay. */
  readonly opened$: Observable<void>;
  /** Dispatches are about to be stored, of an audience that the marketer has just seen. */
  composing(ids: readonly string[]): void;
  /** The desk has everything that the server had when it was last heard of. */
  inStep(): void;
  /** The line broke: what has not left is looked at again. */
  lost(): void;
}

type Needs = Readonly<{
  commands: CommandStore;
  changeOf: (batch: string) => AudienceChange;
  background: (work: Promise<unknown>) => void;
}>;

export function createDispatchGate({ commands, changeOf, background }: Needs): DispatchGate {
  const looked = new Set<string>();
  const opened$ = new Subject<void>();
  let current = false;
  let unlooked = true; // something may be held that has not been compared since the line broke

  const isToBeCompared = (stored: StoredCommand): boolean =>
    isComposed(stored) && isUnposted(stored) && !stored.audience.anyway && !looked.has(stored.id);
  const holds = (stored: StoredCommand): boolean => isToBeCompared(stored) || (!current && mayHaveLeft(stored));

  /** Written down before anybody is asked; where that is refused it stays held, and is compared again. */
  const wait = async (ids: readonly string[], { entered, left }: AudienceChange) => {
    const review = { entered: entered.length, left: left.length };
    await commands
      .change(ids, (stored) => (isUnposted(stored) ? { ...stored, review } : stored))
      .catch((error: unknown) => {
        unlooked = true;
        throw error;
      });
  };

  const compare = () => {
    const held = commands.all().filter((stored) => isToBeCompared(stored) && !stored.review);
    const batches = new Set(held.flatMap(({ audience }) => audience?.batch ?? []));
    for (const batch of batches) {
      const ids = held.filter(({ audience }) => audience?.batch === batch).map(({ id }) => id);
      const change = changeOf(batch);
      if (isSameAudience(change)) for (const id of ids) looked.add(id);
      else background(wait(ids, change));
    }
    if (batches.size > 0) opened$.next();
  };

  // What was asked for once more, or came from another window, was not announced by `composing`.
  commands.changed$.subscribe(() => {
    if (current) compare();
    else unlooked = true;
  });

  return {
    holds,
    opened$: opened$.asObservable(),
    composing: (ids) => {
      if (current) for (const id of ids) looked.add(id);
      else unlooked = true;
    },
    inStep: () => {
      if (!current) {
        current = true;
        opened$.next();
      }
      if (!unlooked) return;
      unlooked = false;
      compare();
    },
    lost: () => {
      current = false;
      unlooked = true;
      looked.clear();
    },
  };
}

/** A server that was put back to a backup would do it a second time, and nothing tells it yet that it was asked before. */
const mayHaveLeft = ({ posted, outcome, command }: StoredCommand): boolean =>
  posted === true && !outcome && !command.givenBefore && makesSend(command.act);
