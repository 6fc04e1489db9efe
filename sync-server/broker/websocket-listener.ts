import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Broker } from './broker.ts';
import { maxConnections } from './tcp-listener.ts';

export const mqttPath = '/mqtt';

/** One WebSocket message may hold several packets, or a part of one. */
const maxMessageBytes = 256 * 1024;
const subprotocols = ['mqtt', 'mqttv3.1'];

/**
 * MQTT over WebSocket on the HTTP server's own port.
 *
 * @param trusted whether Host and Origin of a request are ours; others are answered 403 (DNS rebinding)
 */
export function listenWebSocket(
  broker: Broker,
  server: Server,
  trusted: (request: IncomingMessage) => boolean,
): Readonly<{ close(): void }> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = sockets.clients.size >= maxConnections ? '503 Service Unavailable' : refusalOf(request, trusted);
    if (refusal) socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
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

function refusalOf(request: IncomingMessage, trusted: (request: IncomingMessage) => boolean): string | undefined {
  if (new URL(request.url ?? '/', 'http://localhost').pathname !== mqttPath) return '404 Not Found';
  return trusted(request) ? undefined : '403 Forbidden';
}
