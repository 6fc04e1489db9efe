import { type Observable, Subject } from 'rxjs';
import type { Act, Command, Outcome } from '../../contract/command.ts';
import { makesSend } from '../../domain/dispatching/makes-send.ts';
import { createCommandTurns } from './command-turns.ts';
import { nextUlid } from './next-ulid.ts';
import type { DiskRecord, Records } from './replica-store.ts';
import type { ComposedAudience } from './review/composed-audience.ts';
import { isStoredCommand, type StoredCommand, standings, takenBack } from './stored-command.ts';
import type { Surroundings } from './surroundings.ts';

const keptMs = 30 * 86_400_000;

/** An act with the commands that must have had their outcome first; `actId`: what the marketer did, where that must not be done twice. */
export type NewCommand = Readonly<{ id: string; act: Act; after?: readonly string[]; audience?: ComposedAudience; actId?: string }>;

/** The local collection `command`, mirrored in memory. Whatever is in memory is in the store. */
export interface CommandStore {
  /** In ULID order; the same list until something changes. */
  all(): readonly StoredCommand[];
  /** Of how many there is only something on the disk that is no command. */
  unreadable(): number;
  get(id: string): StoredCommand | undefined;
  readonly changed$: Observable<void>;
  /** Greater than every id made or stored here. */
  nextId(): string;
  /** Stores all or none, and resolves when they are stored. */
  add(commands: readonly NewCommand[]): Promise<void>;
  /**
   * Changes some commands and stores what takes their place in one write, all or none; tells whether it did. Where `to` gives undefined for
   * one of them, somebody was faster, and nothing is done.
   */
  replace(
    ids: readonly string[],
    to: (stored: StoredCommand) => StoredCommand | undefined,
    commands: readonly NewCommand[],
  ): Promise<boolean>;
  /** Stores outcomes; `epoch` is the server's newest when they came. One for a command that has one already is kept out. */
  answer(outcomes: readonly Outcome[], epoch: string | undefined): Promise<void>;
  /** Changes some commands; `undefined` removes one, the same object leaves it. */
  change(ids: readonly string[], to: (stored: StoredCommand) => StoredCommand | undefined): Promise<void>;
  /**
   * Makes commands whose outcome is younger than 30 days pending again: the server may have forgotten them (I6). A refused one that a
   * person has put aside stays so, and so does one that would send. What sends and may have left before says so (I7).
   */
  reopen(): Promise<void>;
  /**
   * Takes back those of some commands that were never posted: nobody else will hear of them. Of the others it stores, in the same write, what
   * `instead` has for them, so that a kill leaves all of it or none. Tells which were taken back.
   */
  withdraw(ids: readonly string[], instead?: ReadonlyMap<string, NewCommand>): Promise<ReadonlySet<string>>;
  /** Notes commands as posted, before they are; resolves with those that were not taken back meanwhile. */
  post(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets what had its outcome, or was taken back, more than 30 days ago; one whose effect is not here yet stays, since its overlay would go with it; a refused one only after a person has seen it and nothing waits on it. */
  purge(): Promise<void>;
}

type Needs = Pick<Surroundings, 'now' | 'random'>;

/** Reads what is stored and goes on from there. What a broken disk left of a command stays on it, and is counted. */
export async function openCommandStore(records: Pick<Records, 'after' | 'write'>, { now, random }: Needs): Promise<CommandStore> {
  const commands = new Map<string, StoredCommand>();
  let unreadable = 0;
  for await (const { id, body } of everyRecord(records)) {
    if (isStoredCommand(body) && body.id === id)
      commands.set(id, body); // by id, so in ULID order
    else unreadable++;
  }
  const changed$ = new Subject<void>();
  let last = [...commands.keys()].at(-1);
  let listed: readonly StoredCommand[] | undefined;
  const all = () => {
    listed ??= [...commands.values()];
    return listed;
  };

  const write = async (changed: readonly StoredCommand[], removed: readonly string[] = []) => {
    const puts = changed.map((stored) => ({ id: stored.id, body: stored, fresh: !commands.has(stored.id) }));
    const writes = [...puts, ...removed.map((id) => ({ id }))];
    if (writes.length > 0) await records.write(writes); // one transaction: RxDB's own upsert inserts first and then changes one by one
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

  const ended = (keep: (stored: StoredCommand) => boolean) =>
    all()
      .filter((stored) => (stored.outcome || stored.withdrawn || stored.dismissed) && keep(stored))
      .map(({ id }) => id);
  /** Its effect is still to arrive here. */
  const isAwaited = ({ outcome, settled }: StoredCommand) => outcome?.visibleAt !== undefined && !settled;
  const isOld = ({ outcomeAt = 0 }: StoredCommand) => outcomeAt < now() - keptMs;

  const isReopened = (stored: StoredCommand) => {
    if (stored.dismissed || stored.withdrawn) return false;
    if (!stored.outcome) return stored.posted === true;
    return !isOld(stored) && !(stored.outcome.status === 'rejected' && makesSend(stored.command.act));
  };

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
    unreadable: () => unreadable,
    get: (id) => commands.get(id),
    changed$: changed$.asObservable(),
    nextId: () => {
      last = nextUlid(now(), random, last);
      return last;
    },
    add: (added) => add(added.map(toStored)),
    replace: (ids, to, added) =>
      inTurn(async () => {
        const known = ids.flatMap((id) => commands.get(id) ?? []);
        const changed = known.flatMap((stored) => to(stored) ?? []);
        const whole = changed.length === ids.length;
        if (whole) await write([...changed, ...added.map(toStored)]);
        return whole;
      }),
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
          all()
            .filter(isReopened)
            .map(({ id }) => id),
          givenAgain,
        ),
      ),
    withdraw: (ids, instead) =>
      inTurn(async () => {
        const free = ids.flatMap((id) => commands.get(id) ?? []).filter(isFree);
        const back = new Set(free.map(({ id }) => id));
        const added = ids.flatMap((id) => (back.has(id) ? [] : (instead?.get(id) ?? [])));
        await write([...free.map((stored) => takenBack(stored, now())), ...added.map(toStored)]);
        return back;
      }),
    post: async (ids) => {
      await inTurn(() => changeNow(ids, (stored) => (stored.posted || stored.withdrawn ? stored : { ...stored, posted: true })));
      return new Set(ids.filter((id) => commands.get(id)?.posted));
    },
    purge: () => inTurn(purgeNow),
  };
}

/** As it was before its outcome. */
export const pendingAgain = ({ id, command, storedAt, outcome, aside, actId, posted, audience, again }: StoredCommand): StoredCommand => ({
  id,
  command: makesSend(command.act) ? { ...command, givenBefore: true } : command,
  storedAt,
  ...(actId !== undefined && { actId }),
  ...(aside && !outcome && { aside }),
  ...(posted && { posted }),
  ...(audience && { audience }),
  ...(again && { again }),
});

/** What was settled had been shown, and whatever came after it too. */
const givenAgain = (stored: StoredCommand): StoredCommand => ({
  ...pendingAgain(stored),
  ...((stored.settled || stored.again) && { again: true as const }),
});

/** So many are read at a time. */
const chunk = 5_000;

async function* everyRecord(records: Pick<Records, 'after'>): AsyncGenerator<DiskRecord> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const some: readonly DiskRecord[] = await records.after(after, chunk);
    yield* some;
    after = some.length < chunk ? undefined : some.at(-1)?.id;
  }
}
