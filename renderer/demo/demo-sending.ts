import type { SendingView } from '../replica/desk.ts';

/** A provider with a balance, as it was a while ago. */
export const demoSending = (balanceKrw: number, at: number): SendingView => ({
  provider: 'solapi',
  sandbox: false,
  capabilities: { maxBatch: 500, receipts: 'webhook+poll', addressing: 'phone', lookUp: true },
  health: { ok: true },
  balanceKrw,
  test: { phone: true },
  at,
});
