import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SendRequest } from '../provider.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { sandboxProvider } from './sandbox-provider.ts';

let folder: string;
let ledger: Ledger;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-ledger-'));
  ledger = openLedger(join(folder, 'sandbox-ledger.db'));
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const message = { text: '(광고) 추천 상품이에요.', cards: [] };
const aSend = (change: Partial<SendRequest> = {}): SendRequest => ({
  workspace: 'shop',
  itemId: 'item',
  attempt: 1,
  userId: '39',
  phone: '010-0000-0039',
  message,
  ...change,
});
const sandbox = () => sandboxProvider(ledger, () => 7);

test('given a message, the phone shows it and the look-up knows it', async () => {
  expect(await sandbox().send(aSend())).toBe('accepted');

  expect(ledger.list('shop', 10)).toEqual([{ itemId: 'item', attempt: 1, userId: '39', shownAt: 7, message }]);
  expect(await sandbox().lookUp(aSend())).toBe('accepted');
});

test('given an attempt that was never made, the look-up is sure that it was not', async () => {
  await sandbox().send(aSend());

  expect(await sandbox().lookUp(aSend({ attempt: 2 }))).toBe('notSent');
  expect(await sandbox().lookUp(aSend({ workspace: 'other' }))).toBe('notSent');
});

test('given the same attempt twice, the phone shows it once', async () => {
  await sandbox().send(aSend());

  expect(await sandbox().send(aSend())).toBe('accepted');

  expect(ledger.list('shop', 10)).toHaveLength(1);
});

test('given two messages, the newest is listed first, and nothing of another workspace (I9)', async () => {
  await sandbox().send(aSend({ itemId: 'first' }));
  await sandbox().send(aSend({ itemId: 'second' }));
  await sandbox().send(aSend({ workspace: 'other' }));

  expect(ledger.list('shop', 10).map(({ itemId }) => itemId)).toEqual(['second', 'first']);
  expect(ledger.list('shop', 1)).toHaveLength(1);
});

test('given a process that ended, the ledger still knows what its phones showed', async () => {
  await sandbox().send(aSend());
  ledger.close();

  ledger = openLedger(join(folder, 'sandbox-ledger.db'));

  expect(await sandbox().lookUp(aSend())).toBe('accepted');
});

test('given its file, only its owner may read it, and no phone number is in it (I11)', async () => {
  await sandbox().send(aSend());

  expect(statSync(join(folder, 'sandbox-ledger.db')).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(ledger.list('shop', 10))).not.toContain('010-0000-0039');
});
