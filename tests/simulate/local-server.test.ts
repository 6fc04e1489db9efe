import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../sync-server/testing/temporary-folder.ts';
import { claimClients, type LocalServer } from './local-server.ts';
import { HttpFailure } from './member-http.ts';

const taken = ['simulated-1'];

/** A server that knows a client of that name already and makes every other one. */
async function aServer(): Promise<LocalServer & { made: string[] }> {
  const dataDir = temporaryFolder();
  await writeFile(join(dataDir, 'owner.json'), JSON.stringify({ workspace: 'shop', member: 'owner', token: 'token' }));
  const made: string[] = [];
  const post: LocalServer['member']['post'] = async (path, body, schema) => {
    const { name } = body as { name: string };
    if (taken.includes(name)) throw new HttpFailure(409, 'request.nameTaken', path);
    made.push(name);
    return schema.parse({ secret: `secret of ${name}` });
  };
  return { dataDir, made, member: { post, get: () => Promise.reject(new Error('nothing is asked')) } };
}

const names = (clients: readonly Readonly<{ client: string }>[]) => clients.map(({ client }) => client);
const keep = ({ dataDir }: LocalServer, usedBy: number) =>
  writeFile(join(dataDir, 'simulated-clients.json'), JSON.stringify([{ workspace: 'shop', client: 'kept', secret: 's', usedBy }]));

test('given a name that somebody else has, the next one is made; the same process gets the same clients again', async () => {
  const server = await aServer();

  const first = await claimClients(server, 2);
  const again = await claimClients(server, 2);

  expect(names(first)).toEqual(['simulated-2', 'simulated-3']);
  expect(again).toEqual(first);
  expect(server.made).toEqual(['simulated-2', 'simulated-3']);
});

test('given clients that a running process speaks for, they are left to it', async () => {
  const server = await aServer();
  await keep(server, process.ppid);

  const claimed = await claimClients(server, 1);

  expect(names(claimed)).toEqual(['simulated-2']);
});

test('given clients of a process that has ended, they are used again', async () => {
  const server = await aServer();
  await keep(server, spawnSync('true').pid);

  const claimed = await claimClients(server, 1);

  expect(names(claimed)).toEqual(['kept']);
  expect(server.made).toEqual([]);
});
