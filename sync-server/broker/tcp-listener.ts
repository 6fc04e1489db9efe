import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { closingAtOnce } from '../close-at-once.ts';
import type { Broker } from './broker.ts';
import type { ConnectionQuota, QuotaRefusal } from './connection-quota.ts';

/** After this long without a byte the system asks whether the other end is still there, for clients without a keep-alive of their own. */
export const probeAfterMs = 60_000;
/** A TLS connection that has not agreed on its keys by then is closed. */
const handshakeMs = 10_000;
const pendingConnections = 511;

export type TcpListener = Readonly<{
  port: number;
  /** Connections from now on are shown this certificate; those that are open go on. */
  renew(tls: TlsOptions): void;
  /** Ends every connection, also of those who have not said who they are. */
  close(): Promise<void>;
}>;

export type TcpPorts = Readonly<{
  host: string;
  port: number;
  quota: ConnectionQuota;
  /** Somebody was turned away. */
  refused(reason: QuotaRefusal): void;
  /** Certificate and key; without them the connection is plain. */
  tls?: TlsOptions | undefined;
}>;

/** MQTT over TCP or TLS. Rejects with the system's own error where the port cannot be had. */
export async function listenTcp(broker: Broker, { host, port, quota, refused, tls }: TcpPorts): Promise<TcpListener> {
  const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: probeAfterMs };
  const admit = (socket: Socket): boolean => {
    const leave = quota.enter(socket.remoteAddress);
    if (typeof leave === 'string') {
      refused(leave);
      socket.destroy();
      return false;
    }
    socket.once('close', leave);
    return true;
  };
  const server = tls
    ? createTlsServer({ ...tls, ...options, handshakeTimeout: handshakeMs }, (socket) => broker.handle(socket))
    : createServer(options, (socket) => {
        if (admit(socket)) broker.handle(socket);
      });
  // a TLS connection counts from its first byte: a handshake costs more than an idle connection
  if (tls) server.prependListener('connection', admit);
  if (tls) server.on('tlsClientError', (_error, socket) => socket.destroy());
  const close = closingAtOnce(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: pendingConnections }, resolve);
  });
  return {
    port: portOf(server),
    renew: (renewed) => {
      if ('setSecureContext' in server) server.setSecureContext(renewed);
    },
    close,
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
}
