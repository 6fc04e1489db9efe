import { expect, test } from 'vitest';
import { webReplicaLock } from './replica-lock.ts';
import { createMemoryLocks } from './testing/memory-locks.ts';

test('given a tab that owns the replica, another one does not get it', async () => {
  const lock = webReplicaLock(createMemoryLocks());
  const first = await lock.acquire('immediately');

  expect(first).toBeDefined();
  expect(await lock.acquire('immediately')).toBeUndefined();
});

test('given the owner closes, the one that waits gets it', async () => {
  const lock = webReplicaLock(createMemoryLocks());
  const first = await lock.acquire('immediately');
  const waiting = lock.acquire('whenFree', new AbortController().signal);

  first?.release();

  expect(await waiting).toBeDefined();
});

test('given a takeover, the new owner waits until the old one has closed its database', async () => {
  const lock = webReplicaLock(createMemoryLocks());
  const first = await lock.acquire('immediately');
  let owns = false;
  const second = lock.acquire('takeOver').then(() => {
    owns = true;
  });

  await first?.lost;
  expect(owns).toBe(false);
  first?.release();

  await second;
  expect(owns).toBe(true);
});

test('given a waiting tab that gives up, it holds nothing later', async () => {
  const lock = webReplicaLock(createMemoryLocks());
  const first = await lock.acquire('immediately');
  const givenUp = new AbortController();
  const waiting = lock.acquire('whenFree', givenUp.signal);

  givenUp.abort();
  await expect(waiting).rejects.toThrow();
  first?.release();

  await expect.poll(() => lock.acquire('immediately')).toBeDefined();
});
