import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from '../contract/zod.ts';
import { machine } from './ingest/machine.ts';
import { fillLog } from './rebuild/fill-log.ts';

// How long `npm run rebuild` takes and how much memory, on a log of a size. The last line of the output is one JSON object.

const Count = z.coerce.number().int().positive();
const Options = z.strictObject({
  events: Count.default(1_000_000),
  leads: Count.default(200_000),
  /** Where the store is kept for another run; made if it is not there. */
  store: z.string().optional(),
});
const program = join(dirname(fileURLToPath(import.meta.url)), 'rebuild.cjs');
const sampleMs = 100;
const mib = 2 ** 20;

async function main(): Promise<void> {
  const names = { events: { type: 'string' }, leads: { type: 'string' }, store: { type: 'string' } } as const;
  const { events, leads, store } = Options.parse(parseArgs({ options: names, strict: true }).values);
  const folder = store ?? mkdtempSync(join(tmpdir(), 'talklens-bench-'));
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, 'talklens.db'))) await fillLog(folder, events, leads);
    const storeMb = Math.round(statSync(join(folder, 'talklens.db')).size / mib);
    const { seconds, peakMb } = await rebuild(folder);
    process.stdout.write(`${machine()}\n`);
    process.stdout.write(
      `${JSON.stringify({ bench: 'rebuild', figures: { events, leads, store_mb: storeMb, rebuild_s: seconds, rebuild_rss_mb: peakMb } })}\n`,
    );
  } finally {
    if (store === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The built program in a process of its own; `peakMb` is the most memory that it had at once. */
async function rebuild(folder: string): Promise<Readonly<{ seconds: number; peakMb: number }>> {
  const startedAt = performance.now();
  const env = { ...process.env, TALKLENS_DATA_DIR: folder };
  const child = spawn(process.execPath, ['--enable-source-maps', program], { stdio: ['ignore', 'inherit', 'inherit'], env });
  let peakMb = 0;
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid ?? 0) ?? 0);
  }, sampleMs);
  const [code] = await once(child, 'exit');
  clearInterval(sampling);
  if (code !== 0) throw new Error(`the rebuild ended with ${code}`);
  return { seconds: Math.round((performance.now() - startedAt) / 100) / 10, peakMb };
}

/** Linux only: `VmHWM`, the high-water mark. */
function peakOf(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  const kib = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return kib === undefined ? undefined : Math.round((Number(kib) * 1_024) / mib);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
