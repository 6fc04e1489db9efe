import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { secretHash } from '../secret.ts';
import { runServer } from '../testing/run-server.ts';

test('given a member who is not the owner, they cannot make credentials', async () => {
  const server = await runServer();
  await server.store.credentials.add({ workspace: 'shop', kind: 'member', name: 'kim', secretHash: secretHash('kims-token'), at: 0 });

  const response = await server.post('/v1/credentials', { kind: 'member', name: 'lee' }, { authorization: 'Bearer kims-token' });

  expect([response.status, await response.json()]).toEqual([401, { code: 'auth.invalid', detail: 'owner' }]);
});

test('given a name that is taken, the answer says that, and not that something changed since it was read', async () => {
  const server = await runServer();

  const response = await server.post('/v1/credentials', { kind: 'client', name: 'chatbot' });

  expect([response.status, await response.json()]).toEqual([409, { code: 'request.nameTaken', detail: 'name' }]);
});

test('given the token of this run, operations are carried out; that of an owner or of an earlier run opens none (I9)', async () => {
  const server = await runServer();
  const { operatorToken } = JSON.parse(readFileSync(join(server.dataDir, 'listening.json'), 'utf8'));
  const operate = (token: string, operation: object) => server.post('/v1/operation', operation, { authorization: `Bearer ${token}` });

  const statuses = [];
  for (const token of [operatorToken, server.owner.token, `${operatorToken.slice(0, -1)}`])
    statuses.push((await operate(token, { verb: 'listWorkspaces' })).status);
  const refused = await operate(operatorToken, { verb: 'revoke', workspace: 'shop', kind: 'member', name: 'owner' });
  const unknown = await operate(operatorToken, { verb: 'revoke', workspace: 'shop', kind: 'client', name: 'nobody' });

  expect(statuses).toEqual([200, 401, 401]);
  expect([refused.status, await refused.json()]).toEqual([409, { code: 'request.ownerStays', detail: 'name' }]);
  expect([unknown.status, await unknown.json()]).toEqual([404, { code: 'request.notFound', detail: 'name' }]);
});
