import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../store/port/ledger.ts';
import type { SendRequest } from '../provider.ts';
import { sandboxProvider } from './sandbox-provider.ts';

/** A ledger of one test alone, for the workspaces `shop` and `other`. */
export type LedgerUnderTest = Readonly<{ ledger: Ledger; restart(): Promise<Ledger>; dispose(): Promise<void> }>;

const message = { text: '(광고) 추천 상품이에요.', cards: [] };
export const aSend = (change: Partial<SendRequest> = {}): SendRequest => ({
  workspace: 'shop',
  itemId: 'item',
  attempt: 1,
  userId: '39',
  phone: '010-0000-0039',
  message,
  ...change,
});

/** What the sandbox promises over every ledger. */
export function sandboxContract(open: () => Promise<LedgerUnderTest>): void {
  let tested: LedgerUnderTest;
  let ledger: Ledger;
  beforeEach(async () => {
    tested = await open();
    ledger = tested.ledger;
  });
  afterEach(() => tested.dispose());
  const sandbox = () => sandboxProvider(ledger, () => 7);

  test('given a message, the phone shows it and the look-up knows it', async () => {
    expect(await sandbox().send(aSend())).toBe('accepted');

    expect(await ledger.list('shop', 10)).toEqual([{ itemId: 'item', attempt: 1, userId: '39', shownAt: 7, message }]);
    expect(await sandbox().lookUp(aSend())).toBe('accepted');
  });

  test('given an attempt that was never made, the look-up is sure that it was not', async () => {
    await sandbox().send(aSend());

    expect(await sandbox().lookUp(aSend({ attempt: 2 }))).toBe('notSent');
    expect(await sandbox().lookUp(aSend({ workspace: 'other' }))).toBe('notSent');
  });

  test('given a call that arrives after a look-up has not found it, it is refused and nothing is shown (I7)', async () => {
    await sandbox().lookUp(aSend());

    expect(await sandbox().send(aSend())).toBe('rejected');

    expect(await ledger.list('shop', 10)).toEqual([]);
    expect(await sandbox().lookUp(aSend())).toBe('notSent');
    expect(await sandbox().send(aSend({ attempt: 2 }))).toBe('accepted');
  });

  test('given a call and a look-up at once, either it is shown and known, or neither (I7)', async () => {
    const attempts = Array.from({ length: 20 }, (_, index) => aSend({ attempt: index + 1 }));

    const races = await Promise.all(attempts.map((one) => Promise.all([sandbox().send(one), sandbox().lookUp(one)])));

    const shown = new Set((await ledger.list('shop', 100)).map(({ attempt }) => attempt));
    const expected = attempts.map(({ attempt }) => (shown.has(attempt) ? ['accepted', 'accepted'] : ['rejected', 'notSent']));
    expect(races).toEqual(expected);
  });

  test('given the same attempt twice, the phone shows it once', async () => {
    await sandbox().send(aSend());

    expect(await sandbox().send(aSend())).toBe('accepted');

    expect(await ledger.list('shop', 10)).toHaveLength(1);
  });

  test('given two messages, the newest is listed first, and nothing of another workspace (I9)', async () => {
    await sandbox().send(aSend({ itemId: 'first' }));
    await sandbox().send(aSend({ itemId: 'second' }));
    await sandbox().send(aSend({ workspace: 'other' }));

    expect((await ledger.list('shop', 10)).map(({ itemId }) => itemId)).toEqual(['second', 'first']);
    expect(await ledger.list('shop', 1)).toHaveLength(1);
  });

  test('given a process that ended, the ledger still knows what its phones showed', async () => {
    await sandbox().send(aSend());

    ledger = await tested.restart();

    expect(await sandbox().lookUp(aSend())).toBe('accepted');
  });

  test('given a message, no phone number is kept (I11)', async () => {
    await sandbox().send(aSend());

    expect(JSON.stringify(await ledger.list('shop', 10))).not.toContain('010-0000-0039');
  });
}
