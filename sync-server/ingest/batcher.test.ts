import { expect, test } from 'vitest';
import { type Batcher, createBatcher } from './batcher.ts';

/** A commit that ends when it is told to. */
function heldCommit() {
  const batches: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const commit = (items: readonly string[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      batches.push([...items]);
      ends.push((error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`))));
    });
  return { batches, ends, commit };
}

const added = <T, R>(batcher: Batcher<T, R>, item: T) => new Promise<R>((done, failed) => batcher.add(item, { done, failed }));

test('given items that come together, they are one commit and each gets its own result', async () => {
  const { batches, ends, commit } = heldCommit();
  const batcher = createBatcher(commit);

  const results = Promise.all(['a', 'b', 'c'].map((item) => added(batcher, item)));
  await expect.poll(() => batches).toEqual([['a', 'b', 'c']]);
  ends[0]?.();

  expect(await results).toEqual(['a!', 'b!', 'c!']);
});

test('given a commit under way, what comes meanwhile waits and is the next one', async () => {
  const { batches, ends, commit } = heldCommit();
  const batcher = createBatcher(commit);
  const first = added(batcher, 'a');
  await expect.poll(() => batches.length).toBe(1);

  const later = Promise.all([added(batcher, 'b'), added(batcher, 'c')]);
  expect(batches).toEqual([['a']]);
  ends[0]?.();
  await first;
  await expect.poll(() => batches.length).toBe(2);
  ends[1]?.();

  expect(await later).toEqual(['b!', 'c!']);
  expect(batches).toEqual([['a'], ['b', 'c']]);
});

test('given a commit that fails, all in it are told, and the next goes on', async () => {
  const { batches, ends, commit } = heldCommit();
  const batcher = createBatcher(commit);

  const failing = Promise.allSettled([added(batcher, 'a'), added(batcher, 'b')]);
  await expect.poll(() => batches.length).toBe(1);
  const next = added(batcher, 'c');
  ends[0]?.(new Error('disk full'));
  await expect.poll(() => batches.length).toBe(2);
  ends[1]?.();

  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await next).toBe('c!');
});

test('given more than a commit takes, the rest is the next commit', async () => {
  const sizes: number[] = [];
  const batcher = createBatcher(async (items: readonly number[]) => {
    sizes.push(items.length);
    return items;
  });

  await Promise.all(Array.from({ length: 2_500 }, (_, index) => added(batcher, index)));

  expect(sizes).toEqual([1_000, 1_000, 500]);
});

test('given nothing under way, it is idle; given something, only afterwards', async () => {
  const { batches, ends, commit } = heldCommit();
  const batcher = createBatcher(commit);
  await batcher.idle();

  const first = added(batcher, 'a');
  let idle = false;
  const waiting = batcher.idle().then(() => {
    idle = true;
  });
  await expect.poll(() => batches.length).toBe(1);
  expect(idle).toBe(false);
  ends[0]?.();
  await Promise.all([first, waiting]);

  expect(idle).toBe(true);
});
