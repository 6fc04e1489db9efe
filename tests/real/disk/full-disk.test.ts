import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { expect, onTestFinished, test } from 'vitest';
import { OutcomeBatch } from '../../../contract/command.ts';
import { aSearch } from '../../../contract/testing/build-event.ts';
import { upTopic } from '../../../contract/topics.ts';
import { whatIsLeft } from '../../crash/inspect.ts';
import { startServerProcess } from '../../crash/server-process.ts';
import { builtProgram } from '../../journey/project.ts';
import { openChatClient } from '../../simulate/chat-client.ts';
import { readFirstClient, readOwner } from '../../simulate/local-server.ts';
import { memberHttp } from '../../simulate/member-http.ts';
import { connectRaw } from '../raw-mqtt.ts';
import { cannotMount, mountSmallDisk } from './small-disk.ts';

const diskMb = 24;
const events = 100;
const patience = { timeout: 30_000 };

/** A shipped server whose data, and whose own log, are on a disk that can be filled. */
async function openOnSmallDisk() {
  const disk = mountSmallDisk(diskMb);
  onTestFinished(disk.dispose);
  const dataDir = disk.folder;
  const server = await startServerProcess({ program: builtProgram('server'), dataDir });
  onTestFinished(server.kill);
  const { token, workspace } = await readOwner(dataDir);
  const member = memberHttp(server.httpUrl, token);
  const credential = await readFirstClient(dataDir);
  const acknowledged = new Set<string>();
  const speaker = openChatClient(server.mqttUrl, credential, {
    onAcknowledged: ({ eventId }) => acknowledged.add(eventId),
    onDown: () => {},
    onUnreadable: () => {},
  });
  onTestFinished(speaker.close);
  await speaker.ready;
  const ready = async () => {
    const response = await fetch(`${server.httpUrl}/readyz`);
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  return { disk, dataDir, server, member, workspace, credential, acknowledged, speaker, ready };
}

test.skipIf(cannotMount())(
  'given a disk that runs full, nothing is acknowledged and everybody is told why; given room, all goes on by itself (I1)',
  async () => {
    const { disk, dataDir, server, member, workspace, credential, acknowledged, speaker, ready } = await openOnSmallDisk();
    const saying = Array.from({ length: events }, () => aSearch());
    const patch = { id: ulid(), issuedAt: Date.now(), act: { kind: 'undo', undoes: ulid() } };
    const command = () => member.post('/v1/commands', { commands: [patch] }, OutcomeBatch);
    for (const event of saying.slice(0, events / 2)) speaker.say(event);
    await expect.poll(() => acknowledged.size, patience).toBe(events / 2);

    disk.fill();
    await expect.poll(ready, patience).toEqual([503, 'server.storeFailed']);
    const { kind: _kind, ...body } = aSearch();
    const { publish } = await connectRaw(server.mqttPort, { ...credential });
    const answer = await publish({ topic: upTopic(credential, 'searched'), payload: JSON.stringify(body) });
    for (const event of saying.slice(events / 2)) speaker.say(event);
    const refused = await command().catch((error: unknown) => error);
    const health = await fetch(`${server.httpUrl}/healthz`);
    const counts = await (await fetch(`${server.httpUrl}/metrics`)).text();
    const whileFull = acknowledged.size;
    disk.free();

    expect(answer).toBe('closed');
    expect(refused).toMatchObject({ status: 503, code: 'server.storeFailed' });
    expect(health.status).toBe(200);
    expect(counts).toMatch(/talklens_store_failures_total\{operation="log.appendEvents"\} [1-9]/);
    expect(whileFull).toBe(events / 2);
    await expect.poll(() => acknowledged.size, patience).toBe(events);
    await expect.poll(ready, patience).toEqual([200, undefined]);
    expect((await command()).outcomes).toMatchObject([{ id: patch.id, status: 'rejected', code: 'command.unknown' }]);
    await server.kill();
    const { log } = await whatIsLeft({ dataDir }, workspace);
    expect(saying.filter(({ eventId }) => !log.has(eventId))).toEqual([]);
    expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).not.toContain('defect');
  },
);
