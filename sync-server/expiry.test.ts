import { expect, test } from 'vitest';
import { outboxKeptMs, quarantineKeptMs } from './expiry.ts';
import { aSearchBody, runServer } from './testing/run-server.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const dayMs = 86_400_000;

test('given an answer that nobody took for a week, it is dropped at the next start and counted (I3); a day before, it is there', async () => {
  const dataDir = temporaryFolder();
  const startedAt = Date.now();
  const first = await runServer({ dataDir, now: () => startedAt });
  const waitingIn = (server: typeof first) => server.store.outbox.waiting('shop', 'chatbot', 0, 10);
  await first.post('/v1/events', { ...aSearchBody(), kind: 'searched' }, first.byClient);
  await expect.poll(async () => (await waitingIn(first)).length).toBe(1);
  await first.stop();

  const before = await runServer({ dataDir, now: () => startedAt + outboxKeptMs - dayMs });
  expect((await waitingIn(before)).length).toBe(1);
  await before.stop();
  const after = await runServer({ dataDir, now: () => startedAt + outboxKeptMs + 1_000 });

  await expect.poll(() => after.count('talklens_expired_total{what="outbox"}')).toBe(1);
  expect(await waitingIn(after)).toEqual([]);
});

test('given a packet that was in quarantine for a month, it is forgotten at the next start and counted (I3)', async () => {
  const dataDir = temporaryFolder();
  const startedAt = Date.now();
  const first = await runServer({ dataDir, now: () => startedAt });
  await first.post('/v1/events', { kind: 'danced' }, first.byClient);
  expect((await first.store.log.quarantined('shop', 10)).length).toBe(1);
  await first.stop();

  const after = await runServer({ dataDir, now: () => startedAt + quarantineKeptMs + 1_000 });

  await expect.poll(() => after.count('talklens_expired_total{what="quarantine"}')).toBe(1);
  expect(await after.store.log.quarantined('shop', 10)).toEqual([]);
});
