import { connect } from 'node:net';

/** How long a server that may be waiting for more is waited for, before it is told that nothing more comes. */
const quietMs = 500;
/** Until a server that does not end the connection even then is left. */
const patienceMs = 20_000;

/** Of one request's connection: the status of each answer, and whether the server ended it by itself. */
export type Exchange = Readonly<{ statuses: readonly number[]; ended: boolean }>;

type Where = Readonly<{ port: number; localAddress: string }>;

/** Sends bytes on a connection of their own and reads what is answered until it ends; a stream is left once it has begun. */
export function exchange({ port, localAddress }: Where, bytes: Buffer): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let answer = '';
    let ended = true;
    const leave = () => {
      ended = answer !== '';
      socket.destroy();
    };
    const timers = [setTimeout(leave, patienceMs)];
    socket.on('connect', () =>
      socket.write(bytes, () => {
        timers.push(setTimeout(() => answer === '' && socket.end(), quietMs));
      }),
    );
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('text/event-stream')) leave();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      timers.forEach(clearTimeout);
      resolve({ statuses: [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status)), ended });
    });
  });
}
