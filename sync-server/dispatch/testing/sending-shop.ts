import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { RequestDispatch } from '../../../contract/command/request-dispatch.ts';
import type { Dispatch, DispatchItem } from '../../../contract/dispatch.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../../contract/testing/build-event.ts';
import { itemId } from '../../../domain/identity/ids.ts';
import { openShop, type Shop, workspace } from '../../testing/open-shop.ts';
import { type LedgerFile, openLedger } from '../sandbox/ledger.ts';
import { sandboxAdapter } from '../sandbox/sandbox-adapter.ts';
import type { BatchOutcome, SendAdapter, SendErrorClass } from '../send-adapter.ts';

/** A shop that sends into a sandbox of its own; another one for every test. */
export type SendingShop = Readonly<{
  readonly shop: Shop;
  readonly ledger: LedgerFile;
  readonly sandbox: SendAdapter;
  /** People who searched product 001, are known by phone and agreed to be written to. */
  arrive(...users: readonly string[]): Promise<void>;
  /** A dispatch of product 001, asked for now; its id. */
  queue(...users: readonly string[]): Promise<string>;
  plan(more: Partial<RequestDispatch>, ...users: readonly string[]): Promise<string>;
  dispatchOf(id: string): Promise<Dispatch | undefined>;
  itemOf(dispatchId: string, userId: string): Promise<DispatchItem | undefined>;
  /** Ends this shop and opens the next, where one test needs several. */
  again(): Promise<void>;
}>;

/** So long that every pause between attempts and look-ups is over. */
export const longMs = 3_600_000;

export function sendingShop(): SendingShop {
  let opened: Readonly<{ shop: Shop; ledger: LedgerFile; sandbox: SendAdapter }>;
  const open = async () => {
    const shop = await openShop();
    const ledger = openLedger(join(shop.folder, 'sandbox-ledger.db'));
    opened = { shop, ledger, sandbox: sandboxAdapter(ledger, () => shop.clock.now) };
  };
  const close = async () => {
    opened.ledger.close();
    await opened.shop.close();
  };
  beforeEach(open);
  afterEach(close);

  async function plan(more: Partial<RequestDispatch>, ...users: readonly string[]): Promise<string> {
    const recipients = users.map((userId) => ({ userId, productIds: ['001'] }));
    const { shop } = opened;
    return (await shop.act({ kind: 'requestDispatch', recipients, ...more }, { issuedAt: shop.clock.now })).id;
  }
  return {
    get shop() {
      return opened.shop;
    },
    get ledger() {
      return opened.ledger;
    },
    get sandbox() {
      return opened.sandbox;
    },
    async arrive(...users) {
      const events = users.flatMap((userId) => [aSearch({ userId }), anIdentification({ userId }), aConsent({ userId })]);
      await opened.shop.publish('bot', aProductStatement(), ...events);
      await opened.shop.drain();
    },
    queue: (...users) => plan({}, ...users),
    plan,
    dispatchOf: async (id) => (await opened.shop.store.feed.documents(workspace, 'dispatch', [id])).get(id),
    async itemOf(dispatchId, userId) {
      const id = itemId(dispatchId, userId);
      return (await opened.shop.store.feed.documents(workspace, 'dispatchItem', [id])).get(id);
    },
    async again() {
      await close();
      await open();
    },
  };
}

/** What a provider answers that does not take a batch, or of which nobody knows whether it did. */
export const refusing = (kind: SendErrorClass, mayHaveSent = false): BatchOutcome => ({
  kind: mayHaveSent ? 'ambiguous' : 'rejected',
  error: { class: kind, code: 'c-1', text: 'no', mayHaveSent },
});
