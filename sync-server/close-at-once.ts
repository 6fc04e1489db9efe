import type { Server, Socket } from 'node:net';

/**
 * What stops a server from listening and ends every connection it has, from its first byte on: in the middle of its handshake, waiting, or
 * taken over by another protocol. A server alone waits for each of those to end by itself, which may be for ever. To be asked for before
 * the server listens; resolves when nothing is open any more.
 */
export function closingAtOnce(server: Server): () => Promise<void> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
}
