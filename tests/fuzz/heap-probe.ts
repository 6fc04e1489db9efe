import { readFile } from 'node:fs/promises';
import { z } from '../../contract/zod.ts';
import { type Ask, openInspector } from './inspector.ts';

/** Makes `node` open its inspector on a free loopback port; only the fuzzed server has one. */
export const inspectorEnv = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

const Usage = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });
/** Of a process, in bytes. */
export type HeapUsage = z.infer<typeof Usage>;

/** Finalizers of one collection free what the next one finds. */
const collections = 3;

/**
 * Collects the garbage of every thread of a server and says what is left in all of them together.
 *
 * @param logFile where it writes its standard error, which names the inspector
 */
export async function heapAfterCollection(logFile: string): Promise<HeapUsage> {
  const inspector = await openInspector(await inspectorOf(logFile));
  try {
    const threads = [inspector.main, ...(await inspector.workers())];
    const usages = await Promise.all(threads.map(usageOf));
    return {
      heapUsed: usages.reduce((sum, { heapUsed }) => sum + heapUsed, 0),
      external: usages.reduce((sum, { external }) => sum + external, 0),
      rss: Math.max(...usages.map(({ rss }) => rss)), // the process's, whichever thread says it
    };
  } finally {
    await inspector.close();
  }
}

async function usageOf(ask: Ask): Promise<HeapUsage> {
  for (let left = collections; left > 0; left--) await ask('HeapProfiler.collectGarbage');
  const usage = await ask('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' });
  return Usage.parse(JSON.parse(usage ?? '{}'));
}

async function inspectorOf(logFile: string): Promise<string> {
  const address = /Debugger listening on (ws:\S+)/.exec(await readFile(logFile, 'utf8'))?.[1];
  if (address === undefined) throw new Error('the server has no inspector');
  return address;
}
