import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../store/port/ledger.ts';
import type { BatchItem } from '../send-adapter.ts';
import { type Fate, magicPhone } from './magic-number.ts';
import { reportAfterMs } from './reports.ts';
import { sandboxAdapter } from './sandbox-adapter.ts';

/** A ledger of one test alone, for the workspaces `shop` and `other`. */
export type LedgerUnderTest = Readonly<{ ledger: Ledger; restart(): Promise<Ledger>; dispose(): Promise<void> }>;

const message = { text: '(광고) 추천 상품이에요.', cards: [] };
const aBatch = ({ workspace = 'shop', ...change }: Partial<BatchItem & { workspace: string }> = {}) => ({
  ...{ workspace, batchId: 'batch', dispatchId: 'dispatch' },
  items: [{ itemId: 'item', attempt: 1, userId: '39', phone: '010-0000-0039', message, ...change }],
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
  const sandbox = () => sandboxAdapter(ledger, () => 7);
  const send = async (change?: Parameters<typeof aBatch>[0]) => {
    const outcome = await sandbox().commit(aBatch(change));
    return outcome.kind === 'answered' ? outcome.items[0]?.status : outcome.kind;
  };
  const lookUp = async (change?: Parameters<typeof aBatch>[0]) => {
    const reports = await sandbox().lookUp(aBatch(change));
    return reports === 'unknown' ? reports : reports[0]?.status;
  };

  test('given a message, the phone shows it and the look-up knows it', async () => {
    expect(await send()).toBe('accepted');

    expect(await ledger.list('shop', 10)).toEqual([{ itemId: 'item', attempt: 1, userId: '39', shownAt: 7, message }]);
    expect(await lookUp()).toBe('accepted');
  });

  test('given an attempt that was never made, the look-up is sure that it was not', async () => {
    await send();

    expect(await lookUp({ attempt: 2 })).toBe('notSent');
    expect(await lookUp({ workspace: 'other' })).toBe('notSent');
  });

  test('given a call that arrives after a look-up has not found it, it is refused and nothing is shown (I7)', async () => {
    await lookUp();

    expect(await send()).toBe('rejected');

    expect(await ledger.list('shop', 10)).toEqual([]);
    expect(await lookUp()).toBe('notSent');
    expect(await send({ attempt: 2 })).toBe('accepted');
  });

  test('given a call and a look-up at once, either it is shown and known, or neither (I7)', async () => {
    const attempts = Array.from({ length: 20 }, (_, index) => ({ attempt: index + 1 }));

    const races = await Promise.all(attempts.map((one) => Promise.all([send(one), lookUp(one)])));

    const shown = new Set((await ledger.list('shop', 100)).map(({ attempt }) => attempt));
    const expected = attempts.map(({ attempt }) => (shown.has(attempt) ? ['accepted', 'accepted'] : ['rejected', 'notSent']));
    expect(races).toEqual(expected);
  });

  test('given the same attempt twice, the phone shows it once', async () => {
    await send();

    expect(await send()).toBe('accepted');

    expect(await ledger.list('shop', 10)).toHaveLength(1);
  });

  test('given two messages, the newest is listed first, and nothing of another workspace (I9)', async () => {
    await send({ itemId: 'first' });
    await send({ itemId: 'second' });
    await send({ workspace: 'other' });

    expect((await ledger.list('shop', 10)).map(({ itemId }) => itemId)).toEqual(['second', 'first']);
    expect(await ledger.list('shop', 1)).toHaveLength(1);
  });

  test('given a process that ended, the ledger still knows what its phones showed', async () => {
    await send();

    ledger = await tested.restart();

    expect(await lookUp()).toBe('accepted');
  });

  test('given a message, no phone number is kept (I11)', async () => {
    await send();

    expect(JSON.stringify(await ledger.list('shop', 10))).not.toContain('010-0000-0039');
  });

  const told = async (since = 0, at = 7 + reportAfterMs) => {
    const reports = await sandboxAdapter(ledger, () => at).poll?.('shop', since, at);
    return reports?.map(({ itemId, status, raw }) => [itemId, status, raw.code]);
  };

  test('given a message that was taken, a moment later and not before its delivery is told', async () => {
    await send();

    expect(await told(0, 6 + reportAfterMs)).toEqual([]);
    expect(await told()).toEqual([['item', 'delivered', '1000']]);
    expect(await told(6 + reportAfterMs)).toHaveLength(1);
    expect(await told(7 + reportAfterMs)).toEqual([]);
  });

  test.each<[Fate, string, string, number]>([
    ['notFriend', 'failed', '3018', 0],
    ['blocked', 'failed', '3020', 0],
    ['notKakaoUser', 'failed', '3019', 0],
    ['smsFallback', 'failed', '3019', 0],
    ['uncertain', 'uncertain', '3005', 1],
  ])('given a recipient who is %s, the message is taken and %s is told, code %s, phones: %i', async (fate, status, code, phones) => {
    expect(await send({ phone: magicPhone(fate) })).toBe('accepted');

    expect(await told()).toEqual([['item', status, code]]);
    expect(await ledger.list('shop', 10)).toHaveLength(phones);
    expect(await lookUp()).toBe('accepted');
  });

  test('given a recipient of whom nobody is ever told, the phone shows it and no report comes', async () => {
    await send({ phone: magicPhone('neverReports') });

    expect(await told()).toEqual([]);
    expect(await ledger.list('shop', 10)).toHaveLength(1);
  });

  test('given a call that is never answered, it counts as ambiguous and the look-up finds what the phone shows (I7)', async () => {
    expect(await send({ phone: magicPhone('acceptThenTimeout') })).toBe('ambiguous');

    expect(await lookUp()).toBe('accepted');
    expect(await ledger.list('shop', 10)).toHaveLength(1);
  });

  test('given a quota that is used up, the message is refused and nothing is taken', async () => {
    expect(await send({ phone: magicPhone('quota') })).toBe('rejected');

    expect([await lookUp(), await told()]).toEqual(['notSent', []]);
  });

  test('given reports of another workspace, none of them is told (I9)', async () => {
    await send({ workspace: 'other' });

    expect(await told()).toEqual([]);
  });
}
