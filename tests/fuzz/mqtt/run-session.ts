import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import { packetType, pingPacket } from '../../../sync-server/testing/mqtt-packets.ts';
import type { ServerProcess } from '../../crash/server-process.ts';
import type { FuzzSession } from './session-bytes.ts';

/** How long a session waits for an answer that may never come. */
const waitMs = 300;
const lastResortMs = 5_000;

/**
 * Sends a session's bytes and resolves when its connection has gone. It comes from an address of its own among those of the loopback
 * network, and is reset at the end, so that a hundred thousand of them do not use up the ports of one.
 */
export function runSession({ httpPort, mqttPort }: ServerProcess, session: FuzzSession, address: string): Promise<void> {
  const { webSocket, ending } = session;
  return new Promise((resolve) => {
    const raw = webSocket ? undefined : connect({ port: mqttPort, host: '127.0.0.1', localAddress: address, noDelay: true });
    const stream: Duplex =
      raw ?? createWebSocketStream(new WebSocket(`ws://127.0.0.1:${httpPort}/mqtt`, 'mqtt', { localAddress: address }));
    const last = setTimeout(() => stream.destroy(), lastResortMs);
    stream.on('error', () => undefined); // `close` follows
    stream.on('close', () => {
      clearTimeout(last);
      resolve();
    });
    stream.resume();
    stream.once(webSocket ? 'resume' : 'connect', () => void send(stream, session).then(() => end(stream, raw, ending)));
  });
}

async function send(stream: Duplex, { pieces, polite }: FuzzSession): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (stream.destroyed) return;
    await new Promise<void>((written) => stream.write(piece, () => written()));
    if (polite && index === 0) await arrival(stream, () => true);
  }
}

const isPong = (bytes: Buffer) => bytes.subarray(-2).equals(Buffer.from([packetType.pingresp, 0]));

async function end(stream: Duplex, raw: Socket | undefined, ending: FuzzSession['ending']): Promise<void> {
  const reset = () => (raw ? raw.resetAndDestroy() : stream.destroy());
  if (ending === 'reset') return void reset();
  if (ending === 'end') return void stream.end(() => setImmediate(reset));
  stream.write(pingPacket);
  await arrival(stream, isPong);
  reset();
}

/** Something like it came, or the connection has gone, or it has been long enough. */
function arrival(stream: Duplex, isWanted: (bytes: Buffer) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(enough);
      stream.off('data', look).off('close', done);
      resolve();
    };
    const look = (bytes: Buffer) => isWanted(bytes) && done();
    const enough = setTimeout(done, waitMs);
    stream.on('data', look).on('close', done);
    if (stream.destroyed) done();
  });
}
