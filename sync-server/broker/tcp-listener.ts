import { createServer, type Server, type Socket } from 'node:net';
import type { Broker } from './broker.ts';

/** More than this many chat clients on one kind of listener want a broker cluster. */
export const maxConnections = 4_096;
const keepAliveMs = 60_000;

export type TcpListener = Readonly<{
  port: number;
  /** Ends every connection, also of those who have not said who they are. */
  close(): Promise<void>;
}>;

export type TcpPorts = Readonly<{
  host: string;
  port: number;
  /** Somebody was turned away because there were too many. */
  full(): void;
  /** How many at once; `maxConnections` unless said. */
  most?: number;
}>;

/** MQTT over TCP. Rejects with the system's own error where the port cannot be had. */
export async function listenTcp(broker: Broker, { host, port, full, most = maxConnections }: TcpPorts): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.maxConnections = most;
  server.on('drop', full);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
}
