import { closePool, locks, openPool } from './database.ts';

export type Job = Readonly<{ stop(): Promise<void> }>;

/** The second half of each job's lock. */
const jobs = { learning: 2, neighbours: 3, optOuts: 4 } as const;
export type JobName = keyof typeof jobs;

const lookMs = 1_000;

/**
 * Runs a job in one of the replicas at a time: in the one whose session holds the job's lock, started when it gets it and stopped when
 * it finds that it has lost it. PostgreSQL lets go of the lock when the session ends, however the process did. A replica that was cut off
 * may be at work for a moment longer, as one that was killed may have been; what it did is looked up like that of a crash.
 */
export function startAlone(url: string, name: JobName, start: () => Promise<Job>): Job {
  const session = openPool(url, 1);
  let running: Job | undefined;
  let stopped = false;

  async function isOurs(): Promise<boolean> {
    const [row] = await session<{ ours: boolean }[]>`
      SELECT coalesce(
        (SELECT true FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND classid::bigint = ${locks.jobs} AND objid::bigint = ${jobs[name]}),
        pg_try_advisory_lock(${locks.jobs}::int, ${jobs[name]}::int)
      ) AS ours`;
    return row?.ours ?? false;
  }

  async function end(): Promise<void> {
    const ending = running;
    running = undefined;
    await ending?.stop();
  }

  async function look(): Promise<void> {
    if (stopped) return;
    try {
      const ours = await isOurs();
      if (ours && !running) running = await start();
      if (!ours) await end();
    } catch {
      await end(); // not reachable: whoever is may take it; this one looks again
    }
  }

  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await end();
      await closePool(session);
    },
  };
}
