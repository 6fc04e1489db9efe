import type { HeapUsage } from '../heap-probe.ts';
import type { Exchange } from './exchange.ts';

const serverError = 500;
const mostRssMb = 512;
const megabyte = 1_048_576;
/** So many failing requests are named; the seed makes each again. */
const namedFailures = 20;

export type Fuzzed = Readonly<{
  seed: string;
  /** Of request `from + index`. */
  from: number;
  exchanges: readonly Exchange[];
  /** After each stretch, with the garbage collected. */
  samples: readonly HeapUsage[];
  honestAnswers: number;
  /** Lines of level error in the server's log. */
  errorsLogged: number;
  /** How many events of each outcome there were. */
  reached: Readonly<Record<string, number>>;
  /** Why the run stopped before its end. */
  broken: string | undefined;
}>;

export type HttpVerdict = Readonly<{
  promiseKept: boolean;
  seed: string;
  bodies: number;
  alive: boolean;
  honestAnswers: number;
  /** The numbers of requests that were answered 5xx. */
  serverErrors: readonly number[];
  /** Connections that the server still held when it was left. */
  held: number;
  errorsLogged: number;
  heapMb: number;
  rssMb: number;
  statuses: Readonly<Record<string, number>>;
  reached: Readonly<Record<string, number>>;
  broken?: string;
}>;

/** The promise: alive, the honest client answered each time, no answer 5xx, nothing logged as an error, no connection held, a small process. */
export function verdictOf({ seed, from, exchanges, samples, honestAnswers, errorsLogged, reached, broken }: Fuzzed): HttpVerdict {
  const failing = exchanges.flatMap(({ statuses }, index) => (statuses.some((status) => status >= serverError) ? [from + index] : []));
  const held = exchanges.filter(({ ended }) => !ended).length;
  const rssMb = Math.max(0, ...samples.map(({ rss }) => rss)) / megabyte;
  const alive = broken === undefined;
  return {
    promiseKept: alive && failing.length === 0 && errorsLogged === 0 && held === 0 && rssMb < mostRssMb,
    seed,
    bodies: exchanges.length,
    alive,
    honestAnswers,
    serverErrors: failing.slice(0, namedFailures),
    held,
    errorsLogged,
    heapMb: Math.round((samples.at(-1)?.heapUsed ?? 0) / megabyte),
    rssMb: Math.round(rssMb),
    statuses: countsOf(exchanges),
    reached,
    ...(broken !== undefined && { broken }),
  };
}

function countsOf(exchanges: readonly Exchange[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { statuses } of exchanges) {
    for (const what of statuses.length > 0 ? statuses.map(String) : ['none']) counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}
