import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from '../../contract/zod.ts';

/** Asks one thread for something; resolves with the value, where the answer has one. */
export type Ask = (method: string, params?: object) => Promise<string | undefined>;

export type Inspector = Readonly<{
  main: Ask;
  /** One for each worker thread that runs. */
  workers(): Promise<readonly Ask[]>;
  close(): Promise<void>;
}>;

const Answer = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.string().optional() }).optional() }).optional() });
const Attached = z.object({ method: z.literal('NodeWorker.attachedToWorker'), params: z.object({ sessionId: z.string() }) });
const FromWorker = z.object({
  method: z.literal('NodeWorker.receivedMessageFromWorker'),
  params: z.object({ sessionId: z.string(), message: z.string() }),
});

/** Speaks to node's inspector (the Chrome DevTools protocol, with its domain `NodeWorker` for threads). */
export async function openInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<string, Readonly<{ resolve: (value: string | undefined) => void; reject: (reason: Error) => void }>>();
  const sessions: string[] = [];
  let asked = 0;

  const answered = (session: string, message: string) => {
    const { success, data } = Answer.safeParse(JSON.parse(message));
    if (!success) return;
    waiting.get(`${session} ${data.id}`)?.resolve(data.result?.result?.value);
    waiting.delete(`${session} ${data.id}`);
  };
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process has gone'));
  });
  socket.on('message', (bytes) => {
    const text = String(bytes);
    const attached = Attached.safeParse(JSON.parse(text));
    if (attached.success) sessions.push(attached.data.params.sessionId);
    const inner = FromWorker.safeParse(JSON.parse(text));
    if (inner.success) answered(inner.data.params.sessionId, inner.data.params.message);
    else answered('', text);
  });

  const asking = (session: string, send: (message: string) => void): Ask => {
    return (method, params = {}) => {
      const id = ++asked;
      return new Promise((resolve, reject) => {
        waiting.set(`${session} ${id}`, { resolve, reject });
        send(JSON.stringify({ id, method, params }));
      });
    };
  };
  const main = asking('', (message) => socket.send(message));
  return {
    main,
    workers: async () => {
      await main('NodeWorker.enable', { waitForDebuggerOnStart: false }); // answered after those that run have been named
      return sessions.map((sessionId) =>
        asking(sessionId, (message) => void main('NodeWorker.sendMessageToWorker', { sessionId, message })),
      );
    },
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}
