import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { aSearchFact } from './store/testing/build-fact.ts';
import { aSearchBody, runServer } from './testing/run-server.ts';

test('given a fold that trails, a scrape says how far it does at that moment', async () => {
  let lag = 7;
  const { registry } = createMetrics({ places: async () => lag, seconds: async () => lag / 2 });

  const first = await registry.metrics();
  lag = 0;

  expect(first).toContain('talklens_fold_lag 7');
  expect(first).toContain('talklens_fold_lag_seconds 3.5');
  expect(await registry.metrics()).toContain('talklens_fold_lag 0');
});

test('given a store that does not answer, a scrape says all else', async () => {
  const away = () => Promise.reject(new Error('no connection'));

  const scrape = await createMetrics({ places: away, seconds: away }).registry.metrics();

  expect(scrape).toContain('talklens_fold_lag_seconds Nan');
  expect(scrape).toContain('talklens_mqtt_clients 0');
});

test('given an event that nobody has folded, a running server says how old it is, and 0 when none waits', async () => {
  const server = await runServer();
  const { log } = server.store;
  const before = await server.count('talklens_fold_lag_seconds');
  await server.store.credentials.ensureWorkspace('other');

  await log.appendEvents('other', [aSearchFact({ receivedAt: Date.now() - 60_000 })]); // by hand, so that nobody wakes the fold

  expect(before).toBe(0);
  expect(await server.count('talklens_fold_lag_seconds')).toBeGreaterThanOrEqual(60);
});

test('given an event in every workspace that nobody has folded yet, a running server counts them all', async () => {
  const server = await runServer();
  const { credentials, log } = server.store;
  await credentials.ensureWorkspace('other');
  await server.post('/v1/events', { ...aSearchBody(), kind: 'searched' }, server.byClient);
  await expect.poll(() => server.count('talklens_fold_lag')).toBe(0);

  await log.appendEvents('other', [aSearchFact()]); // by hand, so that nobody wakes the fold

  expect(await server.count('talklens_fold_lag')).toBe(1);
});
