import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { WebSocket } from 'ws';
import { z } from '../../contract/zod.ts';

/** Makes `node` open its inspector on a free loopback port; only the fuzzed server has one. */
export const inspectorEnv = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

const Usage = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });
/** Of a process, in bytes. */
export type HeapUsage = z.infer<typeof Usage>;

const Answer = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.string() }).optional() }) });
/** Finalizers of one collection free what the next one finds. */
const collections = 3;

/** Collects the garbage of a server and says what is left. @param logFile where it writes its standard error, which names the inspector */
export async function heapAfterCollection(logFile: string): Promise<HeapUsage> {
  const socket = new WebSocket(await inspectorOf(logFile));
  await once(socket, 'open');
  try {
    for (let left = collections; left > 0; left--) await ask(socket, 'HeapProfiler.collectGarbage');
    const usage = await ask(socket, 'Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' });
    return Usage.parse(JSON.parse(usage ?? '{}'));
  } finally {
    socket.close();
    await once(socket, 'close');
  }
}

async function inspectorOf(logFile: string): Promise<string> {
  const address = /Debugger listening on (ws:\S+)/.exec(await readFile(logFile, 'utf8'))?.[1];
  if (address === undefined) throw new Error('the server has no inspector');
  return address;
}

async function ask(socket: WebSocket, method: string, params: object = {}): Promise<string | undefined> {
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method, params }));
  const [data] = await answered;
  return Answer.parse(JSON.parse(String(data))).result.result?.value;
}
