import { expect, test } from 'vitest';
import { aSearchBody, runServer, temporaryFolder } from '../testing/run-server.ts';
import { keptMs } from './expiry.ts';

test('given an answer that nobody took for a week, it is dropped at the next start and counted (I3); a day before, it is there', async () => {
  const dataDir = temporaryFolder();
  const startedAt = Date.now();
  const first = await runServer({ dataDir, now: () => startedAt });
  const waitingIn = (server: typeof first) => server.store.outbox.waiting('shop', 'chatbot', 0, 10);
  await first.post('/v1/events', { ...aSearchBody(), kind: 'searched' }, first.byClient);
  await expect.poll(async () => (await waitingIn(first)).length).toBe(1);
  await first.stop();

  const before = await runServer({ dataDir, now: () => startedAt + keptMs - 86_400_000 });
  expect((await waitingIn(before)).length).toBe(1);
  await before.stop();
  const after = await runServer({ dataDir, now: () => startedAt + keptMs + 1_000 });

  await expect.poll(() => after.count('talklens_outbox_expired_total')).toBe(1);
  expect(await waitingIn(after)).toEqual([]);
});
