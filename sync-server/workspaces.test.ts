import { expect, test } from 'vitest';
import { secretHash } from './secret.ts';
import { aSearchBody, inbox, runServer } from './testing/run-server.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('given two workspaces with the same names in both, neither sees, hears or reaches anything of the other (I9)', async () => {
  const server = await runServer();
  const { credentials } = server.store;
  await credentials.ensureWorkspace('other');
  await credentials.add({ workspace: 'other', name: 'owner', kind: 'member', secretHash: secretHash('other-token'), at: 0 });
  await credentials.add({ workspace: 'other', name: 'chatbot', kind: 'client', secretHash: secretHash('other-secret'), at: 0 });
  const byOther = { authorization: 'Bearer other-token' };
  const ours = await server.connect();
  const theirs = await server.connect({ username: 'other/chatbot', clientId: 'other/chatbot', password: 'other-secret' });
  const [heardByUs, heardByThem] = [inbox(ours), inbox(theirs)];
  await ours.subscribeAsync(server.allDown, { qos: 1 });
  await theirs.subscribeAsync('talklens/v1/other/chatbot/down/#', { qos: 1 });
  const [said, alsoSaid] = [aSearchBody(), aSearchBody({ userId: 'user-2' })];

  await ours.publishAsync(server.up('searched'), JSON.stringify(said), { qos: 1 });
  await theirs.publishAsync('talklens/v1/other/chatbot/up/searched', JSON.stringify(alsoSaid), { qos: 1 });
  await theirs.publishAsync('talklens/v1/other/chatbot/up/searched', JSON.stringify(said), { qos: 1 }); // the same id is theirs too

  await expect.poll(() => [heardByUs.length, heardByThem.length]).toEqual([1, 2]);
  const idsOf = async (path: string, headers: Record<string, string>) =>
    ((await (await server.get(path, headers)).json()) as { documents: { id: string }[] }).documents.map(({ id }) => id);
  expect(await idsOf('/v1/replication/lead', server.byMember)).toEqual(['user-1~product-1']);
  expect((await idsOf('/v1/replication/lead', byOther)).sort()).toEqual(['user-1~product-1', 'user-2~product-1']);
  expect((await server.get('/v1/leads/user-2~product-1')).status).toBe(404);
  expect((await server.get('/v1/leads/user-2~product-1', byOther)).status).toBe(200);
});

test('given a start for another workspace in the same folder, each workspace has its own secrets again when its turn comes', async () => {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  await first.stop();
  const other = await runServer({ dataDir, env: { TALKLENS_WORKSPACE: 'other' } });
  await other.stop();

  const again = await runServer({ dataDir });

  expect([again.owner, again.client]).toEqual([first.owner, first.client]);
  expect(other.owner).toMatchObject({ workspace: 'other' });
  expect(await (await again.get('/v1/me')).json()).toMatchObject({ workspace: 'shop', member: 'owner' });
  await again.stop();
  const otherAgain = await runServer({ dataDir, env: { TALKLENS_WORKSPACE: 'other' } });
  expect([otherAgain.owner, otherAgain.client]).toEqual([other.owner, other.client]);
});

test("given a checkpoint of another workspace's feed, it is no checkpoint here (I9)", async () => {
  const server = await runServer();
  await server.store.credentials.ensureWorkspace('other');
  const { epoch } = await server.store.feed.heads('other');

  const response = await server.get(`/v1/replication/lead?epoch=${epoch}&after=0`);

  expect(response.status).toBe(409);
});
