import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectPacket, pingPacket, subscribePacket } from '../testing/mqtt-packets.ts';
import { silent } from '../testing/open-shop.ts';
import { openRawClient, type RawClient, rawClientOf } from '../testing/raw-client.ts';
import { type Broker, type Patience, startBroker, type UpPacket } from './broker.ts';
import type { DownLine } from './down-line.ts';

const allDown = 'talklens/v1/shop/chatbot/down/#';
const patient: Patience = { connectMs: 10_000, stalledMs: 10_000, unacknowledgedMs: 10_000 };

/** A broker on a socket, and what it told its ports. */
async function aBroker(
  patience: Partial<Patience> = {},
  publish: (packet: UpPacket) => Promise<void> = async () => {},
  admitted: () => Promise<void> = async () => {},
) {
  const lines: DownLine[] = [];
  const closed: DownLine[] = [];
  const refused: string[] = [];
  const broker: Broker = await startBroker(
    {
      authenticate: async () => {
        await admitted();
        return () => undefined;
      },
      publish: (_principal, packet, { done }) => void publish(packet).then(done),
      subscribed: (line) => void lines.push(line),
      closed: (line) => void closed.push(line),
      refused: (code) => void refused.push(code),
      connected: () => undefined,
      log: silent,
    },
    { ...patient, ...patience },
  );
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await broker.close();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, lines, closed, refused };
}

const named = (client = 'chatbot') => connectPacket({ clientId: `shop/${client}`, username: `shop/${client}`, password: 'secret' });

async function admitted(port: number, client?: string): Promise<RawClient> {
  const raw = await openRawClient(port);
  onTestFinished(() => void raw.socket.destroy());
  raw.send(named(client));
  await raw.next();
  return raw;
}

/** A client that is subscribed and reads nothing from then on. */
async function aDeafClient(port: number, qos: 0 | 1): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const raw = rawClientOf(socket);
  raw.send(named(), subscribePacket(1, [allDown, qos]));
  await raw.next();
  await raw.next();
  socket.pause();
  return socket;
}

test.each([
  ['says nothing', Buffer.alloc(0)],
  ['sends the beginning of a CONNECT', named().subarray(0, 5)],
])('given somebody who %s, the connection is closed after a while and counted', async (_what, bytes) => {
  const { port, refused } = await aBroker({ connectMs: 50 });
  const raw = await openRawClient(port);

  raw.send(bytes);

  expect(await raw.closed()).toEqual([]);
  expect(refused).toEqual(['door.connectTimeout']);
});

test('given a client at QoS 0 that does not read what comes down, it is closed and counted', async () => {
  const { port, lines, closed, refused } = await aBroker({ stalledMs: 100 });
  await aDeafClient(port, 0);
  const [line] = lines;

  await expect(sendForEver(line as DownLine)).rejects.toThrow();

  expect(refused).toEqual(['door.slowReader']);
  await expect.poll(() => closed).toEqual(lines);
});

/** More than the buffers of any system hold. */
async function sendForEver(line: DownLine): Promise<never> {
  for (;;) await line.send([{ kind: 'recommended', payload: 'x'.repeat(100_000) }]);
}

test('given a client that reads and never acknowledges, it is closed and counted, and what it was told is not taken for taken', async () => {
  const { port, lines, refused } = await aBroker({ unacknowledgedMs: 100 });
  await aDeafClient(port, 1);

  await expect(lines[0]?.send([{ kind: 'recommended', payload: '{}' }])).rejects.toThrow();

  expect(refused).toEqual(['door.slowReader']);
});

test('given a client that acknowledges nothing, a bounded part of what waits for it has left, and the rest follows its acknowledgements', async () => {
  const { port, lines } = await aBroker();
  const raw = await admitted(port);
  raw.send(subscribePacket(1, [allDown, 1]));
  await raw.next();
  const payloads = Array.from({ length: 100 }, (_, index) => String(index % 10).repeat(10_000));

  const sent = Promise.all(payloads.map((payload) => lines[0]?.send([{ kind: 'recommended', payload }])));
  const first: number[] = [];
  raw.send(pingPacket);
  await expect.poll(() => raw.socket.bytesRead).toBeGreaterThan(250_000);
  for (let packet = await raw.next(); packet && packet.first >> 4 === 3; packet = await raw.next()) {
    first.push(packet.body.readUInt16BE(2 + packet.body.readUInt16BE(0)));
    if (first.length === 26) break;
  }
  expect(first).toHaveLength(26);
  expect(raw.socket.bytesRead).toBeLessThan(300_000);
  for (const id of first) raw.send(Buffer.from([0x40, 2, id >> 8, id & 255]));
  for (let left = payloads.length - first.length; left > 0; ) {
    const packet = await raw.next();
    if (packet === undefined || packet.first >> 4 !== 3) continue;
    raw.send(Buffer.from([0x40, 2, ...packet.body.subarray(2 + packet.body.readUInt16BE(0)).subarray(0, 2)]));
    left -= 1;
  }

  await sent;
});

test('given a client that floods, the packets in work for it are bounded, and another is served meanwhile', async () => {
  const inWork = new Map<string, number>();
  let most = 0;
  const { port } = await aBroker({}, async ({ topic }) => {
    const now = (inWork.get(topic) ?? 0) + 1;
    inWork.set(topic, now);
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    inWork.set(topic, (inWork.get(topic) ?? 1) - 1);
  });
  const flooding = await admitted(port, 'flood');
  const honest = await admitted(port, 'honest');
  const topic = Buffer.from('talklens/v1/shop/flood/up/searched');
  const packet = Buffer.concat([Buffer.from([0x30, topic.length + 2, 0, topic.length]), topic]);
  const flood = Buffer.concat(Array.from({ length: 1_000 }, () => packet));
  let stopped = false;
  const keepFlooding = () => stopped || flooding.socket.write(flood, () => setImmediate(keepFlooding));
  keepFlooding();

  for (let ping = 0; ping < 50; ping++) {
    honest.send(pingPacket);
    expect((await honest.next())?.first).toBe(0xd0);
  }
  stopped = true;

  const packetsOfTwoReads = (2 * 64 * 1024) / packet.length;
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThan(packetsOfTwoReads);
});

test('[MQTT-3.1.4-2] given a subscribed client and many new connections of it that are admitted in one moment, one of them is left', async () => {
  const asked: (() => void)[] = [];
  const { port } = await aBroker({}, undefined, () => new Promise((resolve) => void asked.push(resolve)));
  const admitAll = () => asked.splice(0).forEach((admit) => void admit());
  const older = await openRawClient(port);
  older.send(named(), subscribePacket(1, [allDown, 1]));
  await expect.poll(() => asked.length).toBe(1);
  admitAll();
  await older.next();
  await older.next();

  const raws = await Promise.all(Array.from({ length: 20 }, () => openRawClient(port)));
  for (const raw of raws) raw.send(named());
  await expect.poll(() => asked.length).toBe(raws.length);
  admitAll();

  await expect.poll(() => raws.filter(({ socket }) => !socket.destroyed).length).toBe(1);
  await older.closed();
});
