import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, expect, test } from 'vitest';
import { aPatch } from '../../../contract/testing/build-command.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { type CommandStore, openCommandStore } from '../command-store.ts';
import { openReplicaDatabase } from '../open-database.ts';
import { rxdbRecords } from '../rxdb-records.ts';
import { nextBatch } from './next-batch.ts';

const holdsNothing = () => false;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

let made = 0;

async function aStore() {
  const opened = await openReplicaDatabase(getRxStorageMemory(), { workspace: `batch${++made}`, member: 'owner' });
  closing.push(() => opened.close());
  return { commands: await openCommandStore(rxdbRecords(opened.command), { now: () => someTime, random: Math.random }) };
}

const addPatches = async (commands: CommandStore, count: number, after: readonly string[] = []) => {
  const added = Array.from({ length: count }, (_, i) => ({ id: commands.nextId(), act: aPatch({ leads: [`u${i}~001`] }), after }));
  await commands.add(added);
  return added.map(({ id }) => id);
};

test('given a command that names another in `after`, it goes with it: the server holds it where that one is rejected', async () => {
  const { commands } = await aStore();
  const [first] = await addPatches(commands, 1);
  const [second] = await addPatches(commands, 1, [first as string]);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).toEqual([first, second]);
});

test('given only some may leave, the others stay', async () => {
  const { commands } = await aStore();
  const [, second] = await addPatches(commands, 3);

  expect(nextBatch(commands.all(), holdsNothing, (id) => id === second).map(({ id }) => id)).toEqual([second]);
});

test('given large commands, a request stays below what the server reads', async () => {
  const { commands } = await aStore();
  const leads = Array.from({ length: 500 }, (_, i) => `${'u'.repeat(60)}${i}~${'p'.repeat(64)}`);
  await commands.add(Array.from({ length: 100 }, () => ({ id: commands.nextId(), act: aPatch({ leads }) })));

  const batch = nextBatch(commands.all(), holdsNothing);

  expect(batch.length).toBeGreaterThan(1);
  expect(JSON.stringify({ commands: batch }).length).toBeLessThan(4 * 1024 * 1024);
});

const aDispatch = { kind: 'requestDispatch' as const, recipients: [{ userId: '39', productIds: ['001'] }] };

/** A dispatch that was posted, and is cancelled after `between` others were done. */
async function addCancelled(commands: CommandStore, between: number) {
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  await commands.post([dispatchId]);
  await addPatches(commands, between);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId] }]);
  return { dispatchId, cancelId };
}

test.each([0, 1, 98, 99, 250])(
  'given %i others between a dispatch and its cancel, the two are in one batch, and all leave once',
  async (between) => {
    const { commands } = await aStore();
    const { dispatchId, cancelId } = await addCancelled(commands, between);
    const limit = 100;

    const first = nextBatch(commands.all(), holdsNothing).map(({ id }) => id);

    expect(first.slice(0, 2)).toEqual([dispatchId, cancelId]);
    expect(first).toHaveLength(Math.min(limit, between + 2));
    expect(new Set(first).size).toBe(first.length);
  },
);

test('given a dispatch and its cancel at the end of what one request holds, both wait for the next', async () => {
  const { commands } = await aStore();
  await addPatches(commands, 99);
  const { dispatchId } = await addCancelled(commands, 0);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).not.toContain(dispatchId);
});

test('given a cancel that waits for something else too, it keeps its place', async () => {
  const { commands } = await aStore();
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  const [other = ''] = await addPatches(commands, 1);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId, other] }]);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).toEqual([dispatchId, other, cancelId]);
});
