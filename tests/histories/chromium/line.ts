import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { seededRandom } from '../../simulate/random.ts';
import type { NetworkState } from '../story.ts';

/** What goes between one browser and the server. */
export type Line = Readonly<{ url: string; become: (state: NetworkState) => void; close: () => Promise<void> }>;

const lostShare = 0.5;
/** A connection of a faulty network that breaks lives so long at most: a request is lost, or its answer, or a stream ends. */
const mostMs = 60;

/** A line on loopback that breaks as it is told. */
export async function openLine(toPort: number, seed: string): Promise<Line> {
  const random = seededRandom('line', seed);
  const sockets = new Set<Socket>();
  let state: NetworkState = 'up';

  const server = createServer((near) => {
    if (state === 'down') return void near.destroy();
    const far = connect(toPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    if (state === 'faulty' && random.chance(lostShare)) setTimeout(() => near.destroy(), random.below(mostMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next) => {
      state = next;
      if (next !== 'up') cut();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
