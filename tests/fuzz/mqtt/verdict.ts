import type { HeapUsage } from '../heap-probe.ts';
import { slopeOf } from '../slope.ts';

/** After so many sessions, with the garbage collected. */
export type HeapSample = HeapUsage & Readonly<{ sessions: number }>;

/** Sessions after which caches and compiled code have grown to their size. */
export const warmUpSessions = 20_000;
/** Fewer sessions behind the warm-up than this say nothing about a slope. */
const leastMeasured = 20_000;
const mostBytesPerSession = 100;
const mostRssMb = 400;
const megabyte = 1_048_576;

export type Fuzzed = Readonly<{
  seed: string;
  sessions: number;
  samples: readonly HeapSample[];
  /** How long each answer to the honest client took. */
  answeredMs: readonly number[];
  /** Lines of level error in the server's log. */
  errorsLogged: number;
  /** How many events and closed connections of each kind there were. */
  reached: Readonly<Record<string, number>>;
  /** Why the run stopped before its end. */
  broken: string | undefined;
}>;

export type MqttVerdict = Readonly<{
  promiseKept: boolean;
  seed: string;
  sessions: number;
  alive: boolean;
  honestAnswers: number;
  honestSlowestMs: number;
  errorsLogged: number;
  /** Absent where there were too few sessions to tell. */
  heapBytesPerSession?: number;
  heapMb: number;
  rssMb: number;
  reached: Readonly<Record<string, number>>;
  broken?: string;
}>;

/** The promise: alive, the honest client answered each time, nothing logged as an error, a flat heap and a small process. */
export function verdictOf({ seed, sessions, samples, answeredMs, errorsLogged, reached, broken }: Fuzzed): MqttVerdict {
  const measured = samples.filter((sample) => sample.sessions >= warmUpSessions);
  const enough = sessions >= warmUpSessions + leastMeasured;
  const slope = enough ? slopeOf(measured.map((sample) => ({ x: sample.sessions, y: sample.heapUsed }))) : undefined;
  const rssMb = Math.max(...samples.map(({ rss }) => rss)) / megabyte;
  const alive = broken === undefined;
  return {
    promiseKept: alive && errorsLogged === 0 && rssMb < mostRssMb && (slope ?? 0) <= mostBytesPerSession,
    seed,
    sessions,
    alive,
    honestAnswers: answeredMs.length,
    honestSlowestMs: Math.round(Math.max(0, ...answeredMs)),
    errorsLogged,
    ...(slope !== undefined && { heapBytesPerSession: Math.round(slope * 10) / 10 }),
    heapMb: Math.round((samples.at(-1)?.heapUsed ?? 0) / megabyte),
    rssMb: Math.round(rssMb),
    reached,
    ...(broken !== undefined && { broken }),
  };
}
