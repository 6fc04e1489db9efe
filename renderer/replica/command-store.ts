import { type Observable, Subject } from 'rxjs';
import type { Act, Command, Outcome } from '../../contract/command.ts';
import { createCommandTurns } from './command-turns.ts';
import { nextUlid } from './next-ulid.ts';
import { readAll } from './open-database.ts';
import type { StoredCollection } from './replica-store.ts';
import type { ComposedAudience } from './review/composed-audience.ts';
import { type StoredCommand, standings } from './stored-command.ts';
import type { Surroundings } from './surroundings.ts';

const keptMs = 30 * 86_400_000;

/** An act with the commands that must have had their outcome first; `actId`: what the marketer did, where that must not be done twice. */
export type NewCommand = Readonly<{ id: string; act: Act; after?: readonly string[]; audience?: ComposedAudience; actId?: string }>;

/** The local collection `command`, mirrored in memory. Whatever is in memory is in the store. */
export interface CommandStore {
  /** In ULID order; the same list until something changes. */
  all(): readonly StoredCommand[];
  get(id: string): StoredCommand | undefined;
  readonly changed$: Observable<void>;
  /** Greater than every id made or stored here. */
  nextId(): string;
  /** Stores all or none, and resolves when they are stored. */
  add(commands: readonly NewCommand[]): Promise<void>;
  /** Takes back those of `withdrawn` that were never posted and stores what takes their place, all or none. */
  replace(withdrawn: readonly string[], commands: readonly NewCommand[]): Promise<void>;
  /** Stores outcomes; `epoch` is the server's newest when they came. One for a command that has one already is kept out. */
  answer(outcomes: readonly Outcome[], epoch: string | undefined): Promise<void>;
  /** Changes some commands; `undefined` removes one, the same object leaves it. */
  change(ids: readonly string[], to: (stored: StoredCommand) => StoredCommand | undefined): Promise<void>;
  /**
   * Makes commands whose outcome is younger than 30 days pending again: the server may have forgotten them (I6). A refused one that a
   * person has put aside stays so.
   */
  reopen(): Promise<void>;
  /** Takes a command back if it was never posted, and tells whether it did: then nobody else will hear of it. */
  withdraw(id: string): Promise<boolean>;
  /** Notes commands as posted, before they are; resolves with those that were not taken back meanwhile. */
  post(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets what had its outcome, or was taken back, more than 30 days ago; one whose effect is not here yet stays, since its overlay would go with it; a refused one only after a person has seen it and nothing waits on it. */
  purge(): Promise<void>;
}

type Needs = Pick<Surroundings, 'now' | 'random'>;

/** Reads what is stored and goes on from there. */
export async function openCommandStore(collection: StoredCollection, { now, random }: Needs): Promise<CommandStore> {
  const commands = new Map<string, StoredCommand>();
  await readAll(collection, (documents) => {
    for (const { id, body } of documents) commands.set(id, body as StoredCommand); // by id, so in ULID order
  });
  const changed$ = new Subject<void>();
  let last = [...commands.keys()].at(-1);
  let listed: readonly StoredCommand[] | undefined;
  const all = () => {
    listed ??= [...commands.values()];
    return listed;
  };

  const write = async (changed: readonly StoredCommand[], removed: readonly string[] = []) => {
    if (changed.length > 0) throwFirst(await collection.bulkUpsert(changed.map((stored) => ({ id: stored.id, body: stored }))));
    if (removed.length > 0) throwFirst(await collection.bulkRemove([...removed]));
    for (const stored of changed) commands.set(stored.id, stored);
    for (const id of removed) commands.delete(id);
    if (changed.length + removed.length === 0) return;
    listed = undefined;
    changed$.next();
  };
  const { inTurn, add } = createCommandTurns(write);

  const changeNow = async (ids: readonly string[], to: (stored: StoredCommand) => StoredCommand | undefined) => {
    const changes = ids.flatMap((id) => {
      const stored = commands.get(id);
      const next = stored && to(stored);
      return next === stored ? [] : [{ id, next }];
    });
    await write(
      changes.flatMap(({ next }) => next ?? []),
      changes.filter(({ next }) => !next).map(({ id }) => id),
    );
  };

  const toStored = ({ id, act, after, audience, actId }: NewCommand): StoredCommand => {
    const command: Command = { id, issuedAt: now(), ...(after?.length && { after: [...after] }), act };
    return { id, command, storedAt: now(), ...(actId !== undefined && { actId }), ...(audience && { audience }) };
  };

  const isFree = ({ posted, outcome }: StoredCommand) => !posted && !outcome;
  const takenBack = (stored: StoredCommand): StoredCommand => ({ ...stored, withdrawn: true, outcomeAt: now() });

  const ended = (keep: (stored: StoredCommand) => boolean) =>
    all()
      .filter((stored) => (stored.outcome || stored.withdrawn || stored.dismissed) && keep(stored))
      .map(({ id }) => id);
  /** Its effect is still to arrive here. */
  const isAwaited = ({ outcome, settled }: StoredCommand) => outcome?.visibleAt !== undefined && !settled;
  const isOld = ({ outcomeAt = 0 }: StoredCommand) => outcomeAt < now() - keptMs;

  const purgeNow = () => {
    const held = new Set([...standings(all())].filter(([, is]) => is === 'held').map(([id]) => id));
    const awaited = new Set([...held].flatMap((id) => commands.get(id)?.command.after ?? []));
    const forgettable = ({ id, outcome, withdrawn, dismissed }: StoredCommand) =>
      (withdrawn ?? (outcome && outcome.status !== 'rejected')) || (dismissed && !awaited.has(id));
    return changeNow(
      ended((stored) => isOld(stored) && !isAwaited(stored) && Boolean(forgettable(stored))),
      () => undefined,
    );
  };

  return {
    all,
    get: (id) => commands.get(id),
    changed$: changed$.asObservable(),
    nextId: () => {
      last = nextUlid(now(), random, last);
      return last;
    },
    add: (added) => add(added.map(toStored)),
    replace: (ids, added) =>
      inTurn(() =>
        write([
          ...ids
            .flatMap((id) => commands.get(id) ?? [])
            .filter(isFree)
            .map(takenBack),
          ...added.map(toStored),
        ]),
      ),
    answer: (outcomes, epoch) =>
      inTurn(() => {
        const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
        return changeNow([...byId.keys()], (stored) => {
          const outcome = byId.get(stored.id);
          return stored.outcome || !outcome ? stored : { ...stored, outcome, outcomeAt: now(), ...(epoch && { confirmedIn: epoch }) };
        });
      }),
    change: (ids, to) => inTurn(() => changeNow(ids, to)),
    reopen: () =>
      inTurn(() =>
        changeNow(
          ended((stored) => !isOld(stored) && !stored.dismissed && !stored.withdrawn),
          givenAgain,
        ),
      ),
    withdraw: async (id) => {
      await inTurn(() => changeNow([id], (stored) => (isFree(stored) ? takenBack(stored) : stored)));
      return commands.get(id)?.withdrawn ?? false;
    },
    post: async (ids) => {
      await inTurn(() => changeNow(ids, (stored) => (stored.posted || stored.withdrawn ? stored : { ...stored, posted: true })));
      return new Set(ids.filter((id) => commands.get(id)?.posted));
    },
    purge: () => inTurn(purgeNow),
  };
}

/** As it was before its outcome. */
export const pendingAgain = ({ id, command, storedAt, actId, posted, audience, again }: StoredCommand): StoredCommand => ({
  id,
  command,
  storedAt,
  ...(actId !== undefined && { actId }),
  ...(posted && { posted }),
  ...(audience && { audience }),
  ...(again && { again }),
});

/** What was settled had been shown, and whatever came after it too. */
const givenAgain = (stored: StoredCommand): StoredCommand => ({
  ...pendingAgain(stored),
  ...((stored.settled || stored.again) && { again: true as const }),
});

function throwFirst({ error }: Readonly<{ error: readonly unknown[] }>): void {
  if (error.length > 0) throw new Error('the local store refused a command', { cause: error[0] });
}
