import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Sending } from '../../../contract/sending.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import { createDesks, someSurroundings, until, untilStatus } from '../testing/a-desk.ts';
import { aServer } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const solapi: Sending = {
  ...{ provider: 'solapi', sandbox: false, health: { ok: true }, balanceKrw: 9_000, priceKrw: 30, webhook: true, test: { phone: false } },
  capabilities: { maxBatch: 10, receipts: 'webhook+poll', addressing: 'phone', lookUp: true, notices: true },
};

test('given a desk on which nobody has looked at sending yet, it knows offline what a message would travel by', async () => {
  const server = aServer();
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  const surroundings = someSurroundings(async (path, init) => {
    if (path !== '/v1/sending') return server.fetch(path, init);
    isAsked();
    return Response.json(solapi);
  });
  const online = desks.start(surroundings);
  await untilStatus(online, 'connected');
  await asked;
  await desks.stop(online);

  const offline = desks.start({ ...surroundings, fetch: () => Promise.reject(new TypeError('no network')) });

  expect(await until(offline.sending$(), (known) => known !== undefined)).toMatchObject({ provider: 'solapi', balanceKrw: 9_000 });
});
