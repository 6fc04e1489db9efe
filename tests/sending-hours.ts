import { aheadMs, nowInSendingHours } from '../sync-server/testing/sending-hours.ts';

/** What a server process that may send is started with; nothing by day. */
export const duringSendingHours = (): Readonly<Record<string, string>> =>
  aheadMs === 0 ? {} : { TALKLENS_FAKE_NOW: String(nowInSendingHours()) };
