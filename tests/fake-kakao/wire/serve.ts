import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../faults/strike.ts';
import type { Call, Reply } from './call.ts';

/** The largest body that any face takes: Solapi's 15 MB and a little. */
const maxBodyBytes = 16 * 1024 * 1024;
const host = '127.0.0.1';
/** Longer than a caller is busy with other things: one that finds its connection closed as it asks again cannot tell whether it was heard. */
const keptOpenMs = 120_000;

export type Serving = Readonly<{ url: string; close(): Promise<void> }>;

/** Carries calls to `answer` and deliveries back over real sockets; on this machine only. `now` is what the `Date` header says. */
export async function serve(port: number, answer: (call: Call) => Delivery, now: () => number): Promise<Serving> {
  const server = createServer((request, response) => {
    readCall(request)
      .then((call) => deliver(request, response, answer(call), now))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  server.keepAliveTimeout = keptOpenMs;
  server.requestTimeout = 0; // silences last until the caller gives up
  await listen(server, port);
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > maxBodyBytes) throw new Error('body too large');
    chunks.push(chunk as Uint8Array);
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, headers, body: Buffer.concat(chunks) };
}

function deliver(request: IncomingMessage, response: ServerResponse, delivery: Delivery, now: () => number): void {
  switch (delivery.kind) {
    case 'answer':
      write(response, delivery.reply, now);
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'answerAfter':
      setTimeout(() => write(response, delivery.reply, now), delivery.ms).unref();
      return;
    case 'silence':
  }
}

function write(response: ServerResponse, { status, headers, body }: Reply, now: () => number): void {
  if (response.destroyed) return;
  response.sendDate = false;
  response.writeHead(status, { date: new Date(now()).toUTCString(), ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
