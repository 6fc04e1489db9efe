import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { OutcomeBatch } from '../../../contract/command.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../../contract/testing/build-event.ts';
import { isOpen } from '../../../domain/dispatching/item-step.ts';
import { chunked } from '../../../renderer/replica/chunked.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { type ServerProcess, startServerProcess } from '../../crash/server-process.ts';
import { builtProgram } from '../../journey/project.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { pullAll } from '../../simulate/feed.ts';
import { readFirstClient, readOwner } from '../../simulate/local-server.ts';
import { memberHttp } from '../../simulate/member-http.ts';
import { freshDatabase } from './open-store.ts';

/** Of one dispatch. */
const perDispatch = 1_000;
/** Many batches: what a phone shows of one is written at once, so that with the first of them the work has begun and is far from done. */
const RECIPIENTS = 3 * perDispatch;
/** Each says three things; a request holds a thousand. */
const usersOfRequest = 300;
/** What was committed and did not leave waits for half a minute after the ten seconds of a lease. */
const patience = { timeout: 150_000, interval: 10 };

describe.skipIf(missingPostgres())('a dispatch that another server takes over', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given the server that dispatches killed in the midst of it, another goes on: every item ends by name, none is sent twice (I7)', async () => {
    const url = await freshDatabase(cluster);
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    const start = (dataDir: string) => startServerProcess({ program: builtProgram('server'), dataDir, env: { DATABASE_URL: url } });
    const [leftDir, rightDir] = [temporaryFolder(), temporaryFolder()];
    const holder = await start(leftDir);
    for (const file of ['owner.json', 'client.json']) await copyFile(join(leftDir, file), join(rightDir, file));
    const other = await start(rightDir);
    onTestFinished(async () => {
      await Promise.all([holder.kill(), other.kill(), sql.end()]);
    });
    const users = Array.from({ length: RECIPIENTS }, (_, n) => `u${n}`);
    await arrive(other, rightDir, users);
    const shown = async () => Number((await sql`SELECT count(*) AS shown FROM sandbox_attempt WHERE shown`)[0]?.shown);

    const dispatched = dispatch(other, rightDir, users);
    await expect.poll(shown, patience).toBeGreaterThan(0);
    await holder.kill();
    const shownByHolder = await shown();
    await dispatched;
    await expect.poll(() => untold(other, rightDir), { ...patience, interval: 500 }).toEqual([]);

    expect(shownByHolder).toBeLessThan(RECIPIENTS);
    const items = await pullAll(await memberOf(other, rightDir), 'dispatchItem');
    expect(items.map(({ state }) => state)).toEqual(users.map(() => 'delivered'));
    const entries = await sql`SELECT item_id, count(*)::int AS times FROM sandbox_attempt WHERE shown GROUP BY 1`;
    expect(entries.filter(({ times }) => times !== 1)).toEqual([]);
    expect(entries).toHaveLength(RECIPIENTS);
  }, 240_000);
});

const memberOf = async ({ httpUrl }: ServerProcess, dataDir: string) => memberHttp(httpUrl, (await readOwner(dataDir)).token);

/** People who searched product 001, are known by phone and agreed to be written to. */
async function arrive({ httpUrl }: ServerProcess, dataDir: string, users: readonly string[]): Promise<void> {
  const { workspace, client, secret } = await readFirstClient(dataDir);
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const say = async (events: readonly object[]) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const { status } = await fetch(`${httpUrl}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) });
    expect(status).toBe(200);
  };
  await say([aProductStatement()]);
  for (const some of chunked(users, usersOfRequest)) {
    await say(some.flatMap((userId) => [aSearch({ userId }), anIdentification({ userId }), aConsent({ userId })]));
  }
}

async function dispatch(server: ServerProcess, dataDir: string, users: readonly string[]): Promise<void> {
  const member = await memberOf(server, dataDir);
  for (const some of chunked(users, perDispatch)) {
    const act = { kind: 'requestDispatch' as const, recipients: some.map((userId) => ({ userId, productIds: ['001'] })) };
    const { outcomes } = await member.post('/v1/commands', { commands: [{ id: ulid(), issuedAt: Date.now(), act }] }, OutcomeBatch);
    expect(outcomes).toMatchObject([{ status: 'applied' }]);
  }
}

/** Items that may still be sent, or of which it is not told yet what became of them. */
async function untold(server: ServerProcess, dataDir: string): Promise<readonly string[]> {
  const items = await pullAll(await memberOf(server, dataDir), 'dispatchItem');
  return items.filter(({ state }) => isOpen(state) || state === 'accepted').map(({ id }) => id);
}
