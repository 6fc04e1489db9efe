import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Given } from '../store-contract.ts';

const ALL = 1_000;
const unknownEpoch = '00000000-0000-4000-8000-00000000ffff';

/** A checkpoint is valid if its epoch is the newest and `seq` up to the head, or `seq` lies before the next epoch. */
export function checkpointContract(given: Given): void {
  const write = (...ids: readonly string[]) =>
    given.store().feed.transaction('shop', (tx) => tx.write(ids.map((id) => ({ collection: 'member', id, document: { id, addedAt: 1 } }))));
  const pull = (after?: Checkpoint) => given.store().feed.pull('shop', 'member', after, ALL);
  const epoch = async () => (await given.store().feed.heads('shop')).epoch;
  const idsAfter = async (after?: Checkpoint) => {
    const page = await pull(after);
    return page === 'resync' ? page : page.documents.map(({ id }) => id);
  };

  test('given an empty feed, starts at zero of the newest epoch', async () => {
    const page = await pull();

    expect(page).toMatchObject({ documents: [], checkpoint: { epoch: await epoch(), seq: 0 } });
    expect(await idsAfter({ epoch: await epoch(), seq: 0 })).toEqual([]);
  });

  test('given an empty page, its checkpoint stays where it was', async () => {
    await write('a', 'b');

    const page = await pull({ epoch: await epoch(), seq: 2 });

    expect(page).toMatchObject({ documents: [], checkpoint: { epoch: await epoch(), seq: 2 } });
  });

  test('given a checkpoint beyond the head or of an unknown epoch, asks for a resync', async () => {
    await write('a', 'b');

    expect(await pull({ epoch: await epoch(), seq: 3 })).toBe('resync');
    expect(await pull({ epoch: unknownEpoch, seq: 1 })).toBe('resync');
    expect(await pull({ epoch: unknownEpoch, seq: 0 })).toBe('resync');
  });

  test('given a restart, takes checkpoints of the epoch before, up to where that ended', async () => {
    await write('a', 'b');
    const before = await epoch();

    await given.restart();
    await write('c');

    const newest = await epoch();
    expect(newest).not.toBe(before);
    expect(await idsAfter({ epoch: before, seq: 1 })).toEqual(['b', 'c']);
    expect(await pull({ epoch: before, seq: 2 })).toMatchObject({
      documents: [{ id: 'c', addedAt: 1 }],
      checkpoint: { epoch: newest, seq: 3 },
    });
    expect(await pull({ epoch: before, seq: 3 })).toBe('resync');
  });

  test('given epochs that are forgotten, no checkpoint of before is taken, and the new one is, across a restart too', async () => {
    await write('a');
    const first = await epoch();
    await given.restart();
    await write('b');
    const second = await epoch();
    const next = randomUUID();

    await given.store().feed.transaction('shop', (tx) => tx.forgetEpochs(next));

    expect(await epoch()).toBe(next);
    for (const before of [first, second]) expect(await pull({ epoch: before, seq: 1 })).toBe('resync');
    expect(await idsAfter({ epoch: next, seq: 1 })).toEqual(['b']);
    await given.restart();
    await write('c');
    expect(await epoch()).not.toBe(next);
    expect(await idsAfter({ epoch: next, seq: 2 })).toEqual(['c']);
    expect(await pull({ epoch: second, seq: 1 })).toBe('resync');
  });

  test('given a work of the writer, names the epoch that its seqs are of', async () => {
    const inside = await given.store().feed.transaction('shop', async (tx) => tx.epoch);

    expect(inside).toBe(await epoch());
  });
}
