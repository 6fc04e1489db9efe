import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Broker } from './broker.ts';
import { maxConnections } from './tcp-listener.ts';

export const mqttPath = '/mqtt';

/** One WebSocket message may hold several packets, or a part of one. */
const maxMessageBytes = 256 * 1024;
const subprotocols = ['mqtt', 'mqttv3.1'];

export type WebSocketPorts = Readonly<{
  /** Whether Host and Origin of a request are ours; others are answered 403 (DNS rebinding). */
  trusted(request: IncomingMessage): boolean;
  /** Somebody was turned away because there were too many. */
  full(): void;
  /** How many at once; `maxConnections` unless said. */
  most?: number;
}>;

/** MQTT over WebSocket on the HTTP server's own port. */
export function listenWebSocket(
  broker: Broker,
  server: Server,
  { trusted, full, most = maxConnections }: WebSocketPorts,
): Readonly<{ close(): void }> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });

  function refusalOf(request: IncomingMessage): string | undefined {
    if (pathOf(request) !== mqttPath) return '404 Not Found';
    if (!trusted(request)) return '403 Forbidden';
    if (sockets.clients.size < most) return undefined;
    full();
    return '503 Service Unavailable';
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request);
    if (refusal) refuse(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, (webSocket) => broker.handle(createWebSocketStream(webSocket)));
  };
  server.on('upgrade', upgrade);

  return {
    close: () => {
      server.off('upgrade', upgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

/** What stands before the query. The target is the peer's own text and may be no URL at all. */
const pathOf = ({ url = '' }: IncomingMessage): string | undefined => url.split('?', 1)[0];

/** Nobody else owns an upgraded socket, and its peer may keep its own end open for ever: it is let go once the answer has left. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
