import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aSearch } from '../../../contract/testing/build-event.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { whatIsLeft } from '../../crash/inspect.ts';
import { startServerProcess } from '../../crash/server-process.ts';
import { builtProgram } from '../../journey/project.ts';
import { openChatClient } from '../../simulate/chat-client.ts';
import { claimClients, readOwner } from '../../simulate/local-server.ts';
import { memberHttp } from '../../simulate/member-http.ts';
import { missingStrace, straced } from './strace.ts';
import { parseTrace } from './trace.ts';

/** A disk that needs longer for each sync than a laptop's for ten. */
const syncMs = 20;
const microseconds = 1_000;
const connections = 4;
const eventsEach = 400;
/** Group commit has to share each sync among many; one connection alone offers about 240 at a time. */
const leastPerCommit = 20;
const patienceMs = 60_000;

async function startOnSlowDisk(folder: string) {
  const inject = ['-e', `inject=fsync,fdatasync:delay_enter=${syncMs * microseconds}`];
  const trace = join(folder, 'trace.txt');
  const under = straced(trace, 'fsync,fdatasync', ...inject);
  const server = await startServerProcess({ program: builtProgram('server'), dataDir: folder, under });
  onTestFinished(server.kill);
  const { token, workspace } = await readOwner(folder);
  const clients = await claimClients({ dataDir: folder, member: memberHttp(server.httpUrl, token) }, connections);
  const metric = async (name: string) => {
    const text = await (await fetch(`${server.httpUrl}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]);
  };
  const syncsOfTheLog = () => parseTrace(readFileSync(trace, 'utf8')).filter(({ on }) => on.endsWith('talklens.db-wal')).length;
  return { server, workspace, clients, metric, syncsOfTheLog };
}

test.skipIf(missingStrace())(
  'given a disk that syncs slowly, many events share a sync, the server goes on answering and nothing acknowledged is lost (I1)',
  async () => {
    const folder = temporaryFolder();
    const { server, workspace, clients, metric, syncsOfTheLog } = await startOnSlowDisk(folder);
    const acknowledged = new Map<string, number>();
    let healthy = 0;

    const speakers = clients.map((client) =>
      openChatClient(server.mqttUrl, client, {
        onAcknowledged: ({ eventId }, tookMs) => acknowledged.set(eventId, tookMs),
        onDown: () => {},
        onUnreadable: () => {},
      }),
    );
    await Promise.all(speakers.map(({ ready }) => ready));
    for (const { say } of speakers) for (let said = 0; said < eventsEach; said += 1) say(aSearch());
    while (acknowledged.size < connections * eventsEach) {
      expect((await fetch(`${server.httpUrl}/healthz`, { signal: AbortSignal.timeout(patienceMs) })).status).toBe(200);
      healthy += 1;
    }
    const commits = await metric('talklens_commits_total');
    await server.kill();
    await Promise.all(speakers.map(({ close }) => close()));

    const { log } = await whatIsLeft({ dataDir: folder }, workspace);
    expect([...acknowledged.keys()].filter((id) => !log.has(id))).toEqual([]);
    expect(syncsOfTheLog()).toBeGreaterThanOrEqual(commits);
    expect(Math.min(...acknowledged.values())).toBeGreaterThanOrEqual(syncMs);
    expect(acknowledged.size / commits).toBeGreaterThan(leastPerCommit);
    expect(healthy).toBeGreaterThan(1);
  },
);
