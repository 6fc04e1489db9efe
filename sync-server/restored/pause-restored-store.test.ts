import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Activity } from '../../contract/activity.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { createRecordReports } from '../dispatch/record-reports.ts';
import { openLedger } from '../dispatch/sandbox/ledger.ts';
import { sandboxAdapter } from '../dispatch/sandbox/sandbox-adapter.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { pauseRestoredStore } from './pause-restored-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-restored-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const people = ['39', '40'];
const fileOf = (of: string) => join(of, 'talklens.db');

/** A store in which a dispatch to two people waits, closed, as a backup would have it. */
async function aBackup(): Promise<string> {
  const shop = await openShop(mkdtempSync(join(folder, 'shop-')));
  const events = people.flatMap((userId) => [aSearch({ userId }), anIdentification({ userId }), aConsent({ userId })]);
  await shop.publish('bot', aProductStatement(), ...events);
  await shop.drain();
  const recipients = people.map((userId) => ({ userId, productIds: ['001'] }));
  await shop.act({ kind: 'requestDispatch', recipients }, { issuedAt: shop.clock.now });
  await shop.store.close();
  const backup = join(folder, 'backup.db');
  copyFileSync(fileOf(shop.folder), backup);
  return backup;
}

/** The server's life on a copy of the backup: everything that is due is worked off. */
async function live(backup: string, phones: Phones, before: (file: string) => Promise<unknown>): Promise<Shop> {
  const place = mkdtempSync(join(folder, 'life-'));
  copyFileSync(backup, fileOf(place));
  await before(fileOf(place));
  const shop = await openShop(place);
  await runDispatcher(
    shop,
    sandboxAdapter(phones, () => shop.clock.now),
  );
  return shop;
}
type Phones = ReturnType<typeof openLedger>;

test('given a backup that was put back after its dispatch had been sent, what is paused before the start reaches nobody twice (I7)', async () => {
  const backup = await aBackup();
  const [first, second] = [openLedger(join(folder, 'first.db')), openLedger(join(folder, 'second.db'))];
  const said: string[] = [];

  const sent = await live(backup, first, async () => undefined);
  const restored = await live(backup, second, (path) => pauseRestoredStore({ path }, (line) => said.push(line)));

  expect(await first.list(workspace, 10)).toHaveLength(2);
  expect(await second.list(workspace, 10)).toEqual([]);
  const [dispatch] = await restored.store.feed.documentsFrom(workspace, 'dispatch', '', '', 10);
  expect(dispatch).toMatchObject({ state: 'held', hold: { reason: 'paused', restoredAt: expect.any(Number) } });
  expect(said).toEqual(['shop: 1 dispatches with 2 messages that have not ended are paused']);
  for (const ledger of [first, second]) ledger.close();
  for (const shop of [sent, restored]) await shop.store.close();
});

test('given nobody who looks before it is over, it is called off and cannot be sent again as what never left (I7)', async () => {
  const backup = await aBackup();
  const phones = openLedger(join(folder, 'phones.db'));
  const shop = await live(backup, phones, (path) => pauseRestoredStore({ path }, () => undefined));
  const [{ id = '', hold, expiresAt = 0 } = {}] = await shop.store.feed.documentsFrom(workspace, 'dispatch', '', '', 10);

  shop.clock.now = Math.max(expiresAt, (hold?.restoredAt ?? 0) + 72 * 3_600_000);
  await runDispatcher(
    shop,
    sandboxAdapter(phones, () => shop.clock.now),
  );

  expect((await shop.store.feed.documents(workspace, 'dispatch', [id])).get(id)).toMatchObject({
    state: 'cancelled',
    counts: { cancelled: 2 },
  });
  const items = await shop.store.feed.documentsFrom(workspace, 'dispatchItem', '', '', 10);
  expect(items.map(({ reason }) => reason)).toEqual(['dispatch.mayHaveLeft', 'dispatch.mayHaveLeft']);
  expect(await shop.act({ kind: 'resendFailed', dispatchId: id }, { issuedAt: shop.clock.now })).toMatchObject({
    code: 'dispatch.noneFailed',
  });
  expect(await phones.list(workspace, 10)).toEqual([]);
  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
  phones.close();
  await shop.store.close();
});

test('given desks that pulled no more than the backup has, they learn all the same that it was put back (I7)', async () => {
  const backup = await aBackup();
  const phones = openLedger(join(folder, 'phones.db'));
  const before = await live(backup, phones, async () => undefined);
  const pulled: Checkpoint = { epoch: (await before.store.feed.heads(workspace)).epoch, seq: 1 };
  await before.store.close();
  copyFileSync(fileOf(before.folder), backup);

  const started = await live(backup, phones, async () => undefined);
  const ofStarted = await started.store.feed.pull(workspace, 'person', pulled, 1);
  const restored = await live(backup, phones, (path) => pauseRestoredStore({ path }, () => undefined));

  expect(ofStarted).not.toBe('resync');
  expect(await restored.store.feed.pull(workspace, 'person', pulled, 1)).toBe('resync');
  phones.close();
  for (const shop of [started, restored]) await shop.store.close();
});

test('given a member who has looked, what is resumed is sent', async () => {
  const backup = await aBackup();
  const phones = openLedger(join(folder, 'phones.db'));
  const shop = await live(backup, phones, (path) => pauseRestoredStore({ path }, () => undefined));
  const [dispatch] = await shop.store.feed.documentsFrom(workspace, 'dispatch', '', '', 10);

  await shop.act({ kind: 'resumeDispatch', dispatchId: dispatch?.id ?? '' }, { issuedAt: shop.clock.now });
  await runDispatcher(
    shop,
    sandboxAdapter(phones, () => shop.clock.now),
  );

  expect(await phones.list(workspace, 10)).toHaveLength(2);
  phones.close();
  await shop.store.close();
});

test('given a provider that tells of one message which had left, only the others are sent when a member resumes (I7)', async () => {
  const backup = await aBackup();
  const phones = openLedger(join(folder, 'phones.db'));
  const shop = await live(backup, phones, (path) => pauseRestoredStore({ path }, () => undefined));
  const [{ id = '' } = {}] = await shop.store.feed.documentsFrom(workspace, 'dispatch', '', '', 10);
  const record = createRecordReports({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });

  await record(workspace, [
    { itemId: itemId(id, '39'), status: 'delivered', at: shop.clock.now, raw: { code: '4000', text: '' }, key: 'left' },
  ]);
  await shop.act({ kind: 'resumeDispatch', dispatchId: id }, { issuedAt: shop.clock.now });
  await runDispatcher(
    shop,
    sandboxAdapter(phones, () => shop.clock.now),
  );

  expect((await phones.list(workspace, 10)).map(({ userId }) => userId)).toEqual(['40']);
  phones.close();
  await shop.store.close();
});

test('given what is paused already, the command writes nothing more, and says the same', async () => {
  const backup = await aBackup();
  const phones = openLedger(join(folder, 'phones.db'));
  const said: string[] = [];
  const shop = await live(backup, phones, async (path) => {
    await pauseRestoredStore({ path }, () => undefined);
    await pauseRestoredStore({ path }, (line) => said.push(line));
  });
  const activities = await shop.store.feed.documentsFrom(workspace, 'activity', '', '', 50);

  const paused = activities.filter(({ kind }) => kind === 'dispatchPaused');
  expect(paused.map((entry) => Activity.parse(entry))).toMatchObject([{ by: 'system' }]); // else a desk shows it as unreadable
  expect(said).toEqual(['shop: 1 dispatches with 2 messages that have not ended are paused']);
  phones.close();
  await shop.store.close();
});

test('given a server that has the store open, nothing is paused beneath it', async () => {
  const shop = await openShop(mkdtempSync(join(folder, 'open-')));
  const said: string[] = [];

  const refused = await pauseRestoredStore({ path: fileOf(shop.folder) }, (line) => said.push(line));

  expect({ refused, said }).toEqual({ refused: { ok: false, code: 'store.locked' }, said: [] });
  await shop.store.close();
});

test('given no store, none is made', async () => {
  expect(await pauseRestoredStore({ path: join(folder, 'nothing.db') }, () => undefined)).toEqual({ ok: false, code: 'config.invalid' });
});
