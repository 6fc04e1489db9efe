import type { SendingView } from '../replica/desk.ts';

/** Nothing leaves the machine. */
export const demoSandbox = (at: number): SendingView => ({
  provider: 'sandbox',
  sandbox: true,
  capabilities: { maxBatch: 100, receipts: 'webhook+poll', addressing: 'phone', lookUp: true, notices: true },
  health: { ok: true },
  priceKrw: 30,
  webhook: false,
  test: { phone: false },
  at,
});

/** A provider with a balance, as it was a while ago. */
export const demoSending = (balanceKrw: number, at: number, health: SendingView['health'] = { ok: true }): SendingView => ({
  provider: 'solapi',
  sandbox: false,
  capabilities: { maxBatch: 500, receipts: 'webhook+poll', addressing: 'phone', lookUp: true, notices: true },
  health,
  balanceKrw,
  optOuts: { readAt: at },
  priceKrw: 30,
  webhook: true,
  test: { phone: true },
  at,
});
