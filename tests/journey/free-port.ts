import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Two ports that were free a moment ago, for a server that has to come back on the same ones. */
export async function freePorts(): Promise<Readonly<{ httpPort: number; mqttPort: number }>> {
  const [http, mqtt] = await Promise.all([listenOn(0), listenOn(0)]);
  const ports = { httpPort: portOf(http), mqttPort: portOf(mqtt) };
  await Promise.all([closed(http), closed(mqtt)]);
  return ports;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = await listenOn(0);
  const port = portOf(server);
  await closed(server);
  return port;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

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
