import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendingShop } from '../dispatch/testing/sending-shop.ts';
import { twoPhases } from '../dispatch/testing/two-phases.ts';
import { openShop, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { pauseRestoredStore } from './pause-restored-store.ts';

const given = sendingShop();

test.each([
  { step: 'prepare', was: 'claimed', counts: { eligible: 1, accepted: 0 } },
  { step: 'commit', was: 'committed', counts: { eligible: 0, accepted: 1 } },
] as const)('given a backup in which a message is $was, it is not handed over again while it is paused (I7)', async ({ step, counts }) => {
  await given.arrive('39');
  const dispatchId = await given.queue('39');
  const backup = mkdtempSync(join(tmpdir(), 'talklens-restored-'));
  const { adapter } = twoPhases(given.sandbox);
  await runDispatcher(given.shop, {
    ...adapter,
    [step]: async (batch: never) => {
      for (const file of ['talklens.db', 'talklens.db-wal']) cpSync(join(given.shop.folder, file), join(backup, file));
      return adapter[step]?.(batch);
    },
  });
  const sent = await given.ledger.list(workspace, 10);

  await pauseRestoredStore({ path: join(backup, 'talklens.db') }, () => undefined);
  const shop = await openShop(backup);
  await runDispatcher(shop, adapter);
  const dispatch = (await shop.store.feed.documents(workspace, 'dispatch', [dispatchId])).get(dispatchId);
  await shop.close();

  expect(sent).toHaveLength(1);
  expect(await given.ledger.list(workspace, 10)).toEqual(sent);
  expect(dispatch?.counts).toMatchObject({ ...counts, pending: 0, claimed: 0, committed: 0 });
});
