import { readFile } from 'node:fs/promises';

const pinoError = 50;

/** Lines of level error and above in a server's log. */
export async function errorsIn(logFile: string): Promise<number> {
  const lines = (await readFile(logFile, 'utf8')).split('\n');
  return lines.filter((line) => line.startsWith('{') && (JSON.parse(line) as { level: number }).level >= pinoError).length;
}

/** What became of events and connections, by the server's own count: whether the fuzzer got anywhere. */
export async function countsOf(httpUrl: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${httpUrl}/metrics`)).text();
  const counts = text.matchAll(/^talklens_(?:events|door)_total\{(?:outcome|reason)="([\w.]+)"\} (\d+)$/gm);
  return Object.fromEntries([...counts].map(([, what, count]) => [what, Number(count)]));
}
