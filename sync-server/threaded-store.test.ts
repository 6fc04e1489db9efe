import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { storeContract } from './store/store-contract.ts';
import { aQuestionFact, aSearchFact } from './store/testing/build-fact.ts';
import { sqliteOptions } from './store/testing/open-sqlite.ts';
import { toError, toSentError } from './store/threaded/sent-error.ts';
import { isStoreFailure } from './store-failure.ts';
import { buildWriter, openThreaded, threadedFolder } from './testing/open-threaded.ts';
import { createWakeUps } from './wake-ups/wake-ups.ts';

let writer: Awaited<ReturnType<typeof buildWriter>>;
beforeAll(async () => {
  writer = await buildWriter();
}, 60_000);
afterAll(() => writer.remove());

storeContract('SQLite with a writing thread', async () => {
  const folder = await threadedFolder();
  let { store } = await openThreaded(writer.file, folder);
  return {
    store,
    async restart() {
      await store.close();
      ({ store } = await openThreaded(writer.file, folder));
      return store;
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

/** A store of one test with the workspace `shop`, and its folder gone in the end. */
async function inShop(run: (opened: Awaited<ReturnType<typeof openThreaded>>, folder: string) => Promise<void>): Promise<void> {
  const folder = await threadedFolder();
  const opened = await openThreaded(writer.file, folder);
  try {
    await opened.store.credentials.ensureWorkspace('shop');
    await run(opened, folder);
  } finally {
    await opened.store.close().catch(() => undefined);
    await rm(folder, { recursive: true });
  }
}

describe('the writing thread', () => {
  test('given events, folds them there and says so here', () =>
    inShop(async ({ store }) => {
      const wakeUps = createWakeUps();
      const heard: string[] = [];
      wakeUps.feedAdvanced$.subscribe((name) => heard.push(`feed ${name}`));
      wakeUps.outboxAdded$.subscribe((name) => heard.push(`outbox ${name}`));
      const fold = await store.fold?.(wakeUps, (_workspace, error) => heard.push(String(error)));

      await store.log.appendEvents('shop', [aQuestionFact()]);
      wakeUps.logCommitted$.next('shop');

      await expect.poll(() => heard).toEqual(['feed shop', 'outbox shop']);
      await fold?.idle();
      expect(await store.feed.lag('shop')).toBe(0);
      await fold?.stop();
    }));

  test('given its death, fails what it was asked and what comes later, and says so once', () =>
    inShop(async ({ store, thread, deaths }) => {
      const asked = store.feed.transaction('shop', async (tx) => {
        await thread.terminate();
        await tx.moveCursor(1);
      });

      await expect(asked).rejects.toThrow('the writing thread ended');
      await expect(store.log.appendEvents('shop', [aSearchFact()])).rejects.toThrow('the writing thread ended');
      expect(deaths).toHaveLength(1);
    }));

  test('given another process that writes, is refused like any store', () =>
    inShop(async (_opened, folder) => {
      await expect(openThreaded(writer.file, folder)).rejects.toThrow('store.locked');
    }));

  test('given a closed store, lets go of the file and did not die', () =>
    inShop(async ({ store, deaths }, folder) => {
      await store.close();
      await store.close();

      const again = await openSqliteStore(sqliteOptions(`${folder}/talklens.db`));

      expect(again.ok).toBe(true);
      if (again.ok) await again.value.close();
      expect(deaths).toEqual([]);
    }));
});

test('given an error of the store, keeps its code on the way from thread to thread', () => {
  const full = Object.assign(new Error('database or disk is full'), { sqliteCodeName: 'SQLITE_FULL', errcode: 13 });
  const error = new AggregateError([new Error('outer', { cause: full }), full], 'both');

  const arrived = toError(structuredClone(toSentError(error))) as AggregateError;

  expect(arrived).toBeInstanceOf(AggregateError);
  expect(arrived.errors).toMatchObject([{ message: 'outer', cause: { sqliteCodeName: 'SQLITE_FULL' } }, { errcode: 13 }]);
  expect(isStoreFailure(arrived)).toBe(true);
  expect(isStoreFailure(toError(toSentError(new TypeError('ours'))))).toBe(false);
});
