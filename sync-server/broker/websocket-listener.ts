import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import type { Broker } from './broker.ts';
import type { ConnectionQuota, QuotaRefusal } from './connection-quota.ts';
import { probeAfterMs } from './tcp-listener.ts';

export const mqttPath = '/mqtt';

/** One WebSocket message may hold several packets, or a part of one. */
const maxMessageBytes = 256 * 1024;
/** Answers to a WebSocket's own pings that its sender has not read yet. */
const maxUnreadPongBytes = 64 * 1024;
const subprotocols = ['mqtt', 'mqttv3.1'];

export type WebSocketPorts = Readonly<{
  /** Whether Host and Origin of a request are ours; others are answered 403 (DNS rebinding). */
  trusted(request: IncomingMessage): boolean;
  quota: ConnectionQuota;
  /** Somebody was turned away. */
  refused(reason: QuotaRefusal): void;
}>;

export type WebSocketListener = Readonly<{
  /** Takes upgrades from this server too. */
  listen(server: Server): void;
  close(): void;
}>;

/** MQTT over WebSocket on the HTTP servers' own ports. */
export function createWebSocketListener(broker: Broker, { trusted, quota, refused }: WebSocketPorts): WebSocketListener {
  const servers: Server[] = [];
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    autoPong: false,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });

  function refusalOf(request: IncomingMessage): string | undefined {
    if (pathOf(request) !== mqttPath) return '404 Not Found';
    return trusted(request) ? undefined : '403 Forbidden';
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request);
    if (refusal) return refuse(socket, refusal);
    const leave = quota.enter(request.socket.remoteAddress);
    if (typeof leave === 'string') {
      refused(leave);
      return refuse(socket, '503 Service Unavailable');
    }
    socket.once('close', leave);
    request.socket.setKeepAlive(true, probeAfterMs);
    sockets.handleUpgrade(request, socket, head, (webSocket) => broker.handle(streamOf(webSocket, request.socket)));
  };

  return {
    listen: (server) => {
      servers.push(server);
      server.on('upgrade', upgrade);
    },
    close: () => {
      for (const server of servers) server.off('upgrade', upgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

/** The bytes of the binary frames; a text frame ends the connection [MQTT-6.0.0-1], and so do pings whose answers nobody reads. */
function streamOf(webSocket: WebSocket, socket: Socket): Duplex {
  webSocket.on('message', (_data, isBinary) => {
    if (!isBinary) webSocket.terminate();
  });
  webSocket.on('ping', (data) => {
    if (socket.writableLength > maxUnreadPongBytes) webSocket.terminate();
    else if (webSocket.readyState === webSocket.OPEN) webSocket.pong(data);
  });
  return createWebSocketStream(webSocket);
}

/** What stands before the query. The target is the peer's own text and may be no URL at all. */
const pathOf = ({ url = '' }: IncomingMessage): string | undefined => url.split('?', 1)[0];

/** Nobody else owns an upgraded socket, and its peer may keep its own end open for ever: it is let go once the answer has left. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
