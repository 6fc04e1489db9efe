import { expect, test } from 'vitest';
import { aPatch } from '../../../contract/testing/build-command.ts';
import { aCommandStore, aDispatch, addCancelled, addPatches } from '../testing/a-command-store.ts';
import { nextBatch } from './next-batch.ts';

const holdsNothing = () => false;

test('given a command that names another in `after`, it goes with it: the server holds it where that one is rejected', async () => {
  const { commands } = await aCommandStore();
  const [first] = await addPatches(commands, 1);
  const [second] = await addPatches(commands, 1, [first as string]);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).toEqual([first, second]);
});

test('given only some may leave, the others stay', async () => {
  const { commands } = await aCommandStore();
  const [, second] = await addPatches(commands, 3);

  expect(nextBatch(commands.all(), holdsNothing, (id) => id === second).map(({ id }) => id)).toEqual([second]);
});

test('given large commands, a request stays below what the server reads', async () => {
  const { commands } = await aCommandStore();
  const leads = Array.from({ length: 500 }, (_, i) => `${'u'.repeat(60)}${i}~${'p'.repeat(64)}`);
  await commands.add(Array.from({ length: 100 }, () => ({ id: commands.nextId(), act: aPatch({ leads }) })));

  const batch = nextBatch(commands.all(), holdsNothing);

  expect(batch.length).toBeGreaterThan(1);
  expect(JSON.stringify({ commands: batch }).length).toBeLessThan(4 * 1024 * 1024);
});

test.each([0, 1, 98, 99, 250])(
  'given %i others between a dispatch and its cancel, the two are in one batch, and all leave once',
  async (between) => {
    const { commands } = await aCommandStore();
    const { dispatchId, cancelId } = await addCancelled(commands, between);
    const limit = 100;

    const first = nextBatch(commands.all(), holdsNothing).map(({ id }) => id);

    expect(first.slice(0, 2)).toEqual([dispatchId, cancelId]);
    expect(first).toHaveLength(Math.min(limit, between + 2));
    expect(new Set(first).size).toBe(first.length);
  },
);

test('given a dispatch and its cancel at the end of what one request holds, both wait for the next', async () => {
  const { commands } = await aCommandStore();
  await addPatches(commands, 99);
  const { dispatchId } = await addCancelled(commands, 0);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).not.toContain(dispatchId);
});

test('given a cancel that waits for something else too, it keeps its place', async () => {
  const { commands } = await aCommandStore();
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  const [other = ''] = await addPatches(commands, 1);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId, other] }]);

  expect(nextBatch(commands.all(), holdsNothing).map(({ id }) => id)).toEqual([dispatchId, other, cancelId]);
});
