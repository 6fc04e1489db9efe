import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anImage } from '../../sync-server/dispatch/testing/an-image.ts';

/** Where the catalogue's images are. */
export type ImageServer = Readonly<{ url: string; close(): void }>;

export async function startImageServer(): Promise<ImageServer> {
  const image = anImage();
  const server = createServer((_request, response) => response.setHeader('content-type', 'image/png').end(image));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
