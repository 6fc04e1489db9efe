import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { aSearchFact } from './store/testing/build-fact.ts';
import { aSearchBody, runServer } from './testing/run-server.ts';

test('given a fold that trails, a scrape says how far it does at that moment', async () => {
  let lag = 7;
  const { registry } = createMetrics(async () => lag);

  const first = await registry.metrics();
  lag = 0;

  expect(first).toContain('talklens_fold_lag 7');
  expect(await registry.metrics()).toContain('talklens_fold_lag 0');
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
