import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../store/port/ledger.ts';
import type { BatchItem } from '../send-adapter.ts';
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
}
