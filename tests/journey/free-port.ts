import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** A port that was free a moment ago, for a program that has to come back on the same one. */
export async function freePort(): Promise<number> {
  const server = await listenOn(0);
  const { port } = server.address() as AddressInfo;
  await closed(server);
  return port;
}

/** Holds a port, as another program on the machine would; resolves to what lets it go. */
export async function takePort(port: number): Promise<() => Promise<void>> {
  const server = await listenOn(port);
  return () => closed(server);
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
