import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { upTopic, username } from '../../../contract/topics.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { startServerProcess } from '../../crash/server-process.ts';
import { builtProgram } from '../../journey/project.ts';
import { readFirstClient } from '../../simulate/local-server.ts';
import { acknowledgementsIn } from './sent-packets.ts';
import { missingStrace, straced } from './strace.ts';
import { type Call, parseTrace } from './trace.ts';

const packets = 60;
const tokenDigits = 4;

/** What only this packet says: it is looked for in what goes to the disk. */
const tokenOf = (number: number) => `seen-by-strace-${String(number).padStart(tokenDigits, '0')}`;

/** Every fifth is no event and goes to quarantine, every fourth is sent with QoS 2. */
function payloadOf(number: number): string {
  if (number % 5 === 0) return `{ "${tokenOf(number)}"`;
  return JSON.stringify({ eventId: randomUUID(), occurredAt: Date.now(), chatId: 'c', userId: tokenOf(number), productId: 'p' });
}

type Sent = Readonly<{ token: string; messageId: number; acknowledgedBy: string }>;

/** Publishes all at once, as one connection's packets of one read; resolves when every one is acknowledged. */
async function publishAll(client: MqttClient, topic: string): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  client.on('packetsend', (packet) => {
    if (packet.cmd !== 'publish') return;
    const token = /seen-by-strace-\d+/.exec(String(packet.payload))?.[0] ?? '';
    sent.push({ token, messageId: packet.messageId ?? 0, acknowledgedBy: packet.qos === 2 ? 'PUBREC' : 'PUBACK' });
  });
  const numbers = Array.from({ length: packets }, (_, index) => index);
  await Promise.all(numbers.map((number) => client.publishAsync(topic, payloadOf(number), { qos: number % 4 === 0 ? 2 : 1 })));
  return sent;
}

/** Runs the shipped server, publishes, stops it; returns what was sent and every write and sync that the operating system was asked for. */
async function traced(folder: string): Promise<Readonly<{ sent: readonly Sent[]; calls: readonly Call[]; mqttPort: number }>> {
  const trace = join(folder, 'trace.txt');
  const under = straced(trace, 'fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg');
  const server = await startServerProcess({ program: builtProgram('server'), dataDir: folder, under });
  const credential = await readFirstClient(folder);
  const name = username(credential);
  const client = await connectAsync(server.mqttUrl, { clientId: name, username: name, password: credential.secret });
  const sent = await publishAll(client, upTopic(credential, 'searched'));
  await client.endAsync();
  await server.stop();
  const ended = new RegExp(`^${server.pid} +\\+\\+\\+ exited`, 'm'); // a short pid has more than one blank behind it
  await expect.poll(() => ended.test(readFileSync(trace, 'utf8')), { timeout: 10_000 }).toBe(true);
  return { sent, calls: parseTrace(readFileSync(trace, 'utf8')), mqttPort: server.mqttPort };
}

test.skipIf(missingStrace())(
  'given packets of any kind, each is written and synced before a byte of its acknowledgement leaves (I1)',
  async () => {
    const folder = temporaryFolder();

    const { sent, calls, mqttPort } = await traced(folder);

    const toLog = calls.filter(({ on }) => on.endsWith('talklens.db-wal'));
    const syncs = toLog.filter(({ name }) => name === 'fsync' || name === 'fdatasync');
    const acknowledged = acknowledgementsIn(calls.filter(({ on }) => on.includes(`:${mqttPort}->`)));
    const unsynced = sent.filter(({ token, messageId, acknowledgedBy }) => {
      const written = toLog.find(({ bytes }) => bytes.includes(token));
      const synced = syncs.find(({ began }) => written && began > written.ended);
      const answer = acknowledged.find((one) => one.name === acknowledgedBy && one.messageId === messageId);
      return !synced || !answer || answer.sentAt <= synced.ended;
    });
    expect(sent).toHaveLength(packets);
    expect(acknowledged).toHaveLength(packets);
    expect(unsynced).toEqual([]);
  },
);
