import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, expect, test } from 'vitest';
import type { Act } from '../../contract/command.ts';
import { aPatch } from '../../contract/testing/build-command.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { type CommandStore, openCommandStore } from './command-store.ts';
import { openReplicaDatabase, type ReplicaDatabase } from './open-database.ts';
import { rxdbRecords } from './rxdb-records.ts';
import { type StoredCommand, standings } from './stored-command.ts';
import { type AboutToWrite, faultyStorage } from './testing/faulty-storage.ts';
import { waitFor } from './wait-for.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let made = 0;
const day = 86_400_000;

async function aStore(
  clock = { now: someTime },
  database?: ReplicaDatabase,
  before: (write: AboutToWrite) => Promise<undefined> = async () => undefined,
) {
  const opened =
    database ??
    (await openReplicaDatabase(faultyStorage(getRxStorageMemory(), before), { workspace: `commands${++made}`, member: 'owner' }));
  if (!database) closing.push(() => opened.close());
  return { database: opened, commands: await openCommandStore(rxdbRecords(opened.command), { now: () => clock.now, random: Math.random }) };
}

/** A store whose first write of commands takes its time. */
const aSlowStore = () => {
  let writes = 0;
  return aStore(undefined, undefined, async ({ collection }) => {
    if (collection === 'command' && ++writes === 1) await waitFor(30, new AbortController().signal);
    return undefined;
  });
};

const newPatch = (commands: CommandStore) => ({ id: commands.nextId(), act: aPatch() });
const addPatches = async (commands: CommandStore, count: number) => {
  const added = Array.from({ length: count }, () => newPatch(commands));
  await commands.add(added);
  return added.map(({ id }) => id);
};
const standingOf = (commands: CommandStore, id: string) => standings(commands.all()).get(id);

test('given a write that takes longer than the next one, commands still stand in ULID order (I6)', async () => {
  const { commands } = await aSlowStore();
  const [first, second] = [newPatch(commands), newPatch(commands)];

  await Promise.all([commands.add([first]), commands.add([second])]);

  expect(commands.all().map(({ id }) => id)).toEqual([first.id, second.id]);
});

test('given an outcome being written while the server turns out to have forgotten, the command is pending again (I6)', async () => {
  let slow = false;
  const { commands } = await aStore(undefined, undefined, async ({ collection }) => {
    if (slow && collection === 'command') await waitFor(30, new AbortController().signal);
    return undefined;
  });
  const [id] = (await addPatches(commands, 1)) as [string];
  slow = true;

  await Promise.all([commands.answer([{ id, status: 'applied' }], undefined), commands.reopen()]);

  expect(standingOf(commands, id)).toBe('waiting');
});

test('given a store that refuses, nothing of it is in memory, and the next command is stored', async () => {
  let refuses = true;
  const { commands } = await aStore(undefined, undefined, async ({ collection }) => {
    if (refuses && collection === 'command') throw new Error('QuotaExceededError');
    return undefined;
  });

  await expect(addPatches(commands, 2)).rejects.toThrow();
  expect(commands.all()).toEqual([]);
  refuses = false;

  expect(await addPatches(commands, 1)).toEqual(commands.all().map(({ id }) => id));
});

test('given a store opened again with the clock set back, new ids are still the greatest', async () => {
  const clock = { now: someTime };
  const { commands, database } = await aStore(clock);
  const [old] = await addPatches(commands, 1);

  clock.now -= 400 * day;
  const again = await aStore(clock, database);

  expect(again.commands.all().map(({ id }) => id)).toEqual([old]);
  expect(again.commands.nextId() > (old as string)).toBe(true);
});

test('given outcomes 30 days old, commands are forgotten, but never a refused one that nobody has seen', async () => {
  const clock = { now: someTime };
  const { commands } = await aStore(clock);
  const [applied, refused, seen, open] = await addPatches(commands, 4);
  const outcome = (id: string | undefined, status: 'applied' | 'rejected') => ({ id: id as string, status });
  await commands.answer([outcome(applied, 'applied'), outcome(refused, 'rejected'), outcome(seen, 'rejected')], undefined);
  await commands.change([seen as string], (stored) => ({ ...stored, dismissed: true }));

  clock.now += 29 * day;
  await commands.purge();
  expect(commands.all()).toHaveLength(4);
  clock.now += 2 * day;
  await commands.purge();

  expect(commands.all().map(({ id }) => id)).toEqual([refused, open]);
});

test('given a desk that was away for a month before the effect of its edit arrived, the edit stays over the old value until it has (I6)', async () => {
  const clock = { now: someTime };
  const { commands } = await aStore(clock);
  const [id = ''] = await addPatches(commands, 1);
  const visibleAt = { epoch: '00000000-0000-4000-8000-00000000000a', seqs: { lead: 7 } };
  await commands.answer([{ id, status: 'applied', visibleAt }], undefined);

  clock.now += 31 * day;
  await commands.purge();
  const whileArriving = standingOf(commands, id);
  await commands.change([id], (stored) => ({ ...stored, settled: true }));
  await commands.purge();

  expect(whileArriving).toBe('arriving');
  expect(commands.all()).toEqual([]);
});

test('given a server that forgot, only outcomes younger than 30 days become pending again', async () => {
  const clock = { now: someTime };
  const { commands } = await aStore(clock);
  const [old] = await addPatches(commands, 1);
  await commands.answer([{ id: old as string, status: 'applied' }], undefined);
  clock.now += 31 * day;
  const [young] = await addPatches(commands, 1);
  await commands.answer([{ id: young as string, status: 'applied' }], undefined);

  await commands.reopen();

  expect(standingOf(commands, young as string)).toBe('waiting');
  expect(commands.get(old as string)?.outcome).toBeDefined();
});

test('given a refused command that a person has put aside, a server that forgot does not get it again', async () => {
  const { commands } = await aStore();
  const [id] = await addPatches(commands, 1);
  await commands.answer([{ id: id as string, status: 'rejected', code: 'lead.unknown' }], undefined);
  await commands.change([id as string], (stored) => ({ ...stored, dismissed: true }));

  await commands.reopen();

  expect(standingOf(commands, id as string)).toBe('refused');
});

test('given a server that forgot, what sends says that it was given before, whether it was answered or not; what was refused stays so (I7)', async () => {
  const { commands } = await aStore();
  const toOne: Act = { kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] };
  const ids = Array.from({ length: 4 }, () => commands.nextId()) as [string, string, string, string];
  const [answered, onItsWay, refused] = ids;
  await commands.add(ids.map((id) => ({ id, act: toOne })));
  await commands.post([answered, onItsWay, refused]);
  await commands.answer(
    [
      { id: answered, status: 'applied' },
      { id: refused, status: 'rejected', code: 'sender.incomplete' },
    ],
    undefined,
  );
  const [patch] = (await addPatches(commands, 1)) as [string];
  await commands.answer([{ id: patch, status: 'applied' }], undefined);

  await commands.reopen();

  expect([...ids, patch].map((id) => [standingOf(commands, id), commands.get(id)?.command.givenBefore])).toEqual([
    ['waiting', true],
    ['waiting', true],
    ['refused', undefined],
    ['waiting', undefined],
    ['waiting', undefined],
  ]);
});

test('given commands that others take the place of, it is one write; where one of them is not to be replaced any more, none is made', async () => {
  const writes: number[] = [];
  const { commands } = await aStore(undefined, undefined, async ({ collection, count }) => {
    if (collection === 'command') writes.push(count);
    return undefined;
  });
  const ids = await addPatches(commands, 2);
  const discarded = (stored: StoredCommand) => (stored.dismissed ? undefined : { ...stored, dismissed: true as const });
  const fresh = newPatch(commands);

  expect(await commands.replace(ids, discarded, [fresh])).toBe(true);
  expect(await commands.replace(ids, discarded, [newPatch(commands)])).toBe(false);

  expect(writes).toEqual([2, 3]);
  expect(commands.all().map(({ id, dismissed }) => [id, dismissed === true])).toEqual([...ids.map((id) => [id, true]), [fresh.id, false]]);
});

test('given a command that a broken disk left in pieces, the others are there, and it is counted', async () => {
  const { commands, database } = await aStore();
  const [whole = '', broken = ''] = await addPatches(commands, 2);
  const { command: _lost, ...rest } = commands.get(broken) as StoredCommand;
  await rxdbRecords(database.command).write([{ id: broken, body: rest }]);

  const { commands: again } = await aStore(undefined, database);

  expect(again.all().map(({ id }) => id)).toEqual([whole]);
  expect(again.unreadable()).toBe(1);
});
