import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { runServer } from '../testing/run-server.ts';

const bytes = Uint8Array.from({ length: 1_000 }, (_, n) => n % 256);

test('given a learned file, a member reads it as it was made, for ever', async () => {
  const server = await runServer();
  const hash = await server.store.models.keep('shop', { kind: 'neighbours', madeAt: 1, bytes });

  const response = await server.get(`/v1/models/${hash}`);

  const body = new Uint8Array(await response.arrayBuffer());
  expect(createHash('sha256').update(body).digest('hex')).toBe(hash);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
});

test('given a file of another workspace, a member finds none (I9)', async () => {
  const server = await runServer();
  await server.store.credentials.ensureWorkspace('other');
  const hash = await server.store.models.keep('other', { kind: 'neighbours', madeAt: 1, bytes });

  const response = await server.get(`/v1/models/${hash}`);

  expect([response.status, await response.json()]).toEqual([404, { code: 'model.unknown' }]);
});

test.each(['nothing', `${'A'.repeat(64)}`, 'a'.repeat(63)])('given %j, which is no hash, it is refused', async (name) => {
  const server = await runServer();

  const response = await server.get(`/v1/models/${name}`);

  expect([response.status, await response.json()]).toEqual([400, { code: 'request.schema', detail: 'hash' }]);
});
