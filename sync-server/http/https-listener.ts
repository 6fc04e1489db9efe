import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { closingAtOnce } from '../close-at-once.ts';

export type HttpsListener = Readonly<{
  server: Server;
  port: number;
  /** Connections from now on are shown this certificate; those that are open go on. */
  renew(tls: ServerOptions): void;
  /** Ends every connection, also those that WebSocket has taken over. */
  close(): Promise<void>;
}>;

/** The same routes as the app's own listener, over TLS. Rejects with the system's own error where the port cannot be had. */
export async function listenHttps(
  app: FastifyInstance,
  { host, port, tls }: Readonly<{ host: string; port: number; tls: ServerOptions }>,
): Promise<HttpsListener> {
  await app.ready();
  const { requestTimeout, keepAliveTimeout } = app.server;
  const server = createServer({ ...tls, requestTimeout, keepAliveTimeout }, (request, response) => app.routing(request, response));
  const close = closingAtOnce(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    renew: (renewed) => server.setSecureContext(renewed),
    close,
  };
}
