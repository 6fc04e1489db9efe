import type { Options } from './options.ts';
import type { Postgres } from './postgres.ts';
import type { Published, Publisher } from './publisher.ts';

/** What one row did in one round. Absent where it has no such thing, or the machine does not tell. */
export type Measured = Readonly<{
  perS: number;
  ackedPerS?: number;
  ackP50Ms?: number;
  ackP99Ms?: number;
  /** Of every process but the publisher. */
  cpuUsPerEvent?: number;
  /** What PostgreSQL has of it. */
  postgresCpuUsPerEvent?: number;
  rssMb?: number;
  lagP99Ms?: number;
  pullP99Ms?: number;
}>;

export type Ground = Readonly<{
  options: Options;
  publisher: Publisher;
  postgres: Postgres | undefined;
  /** The built programs. */
  programs: Readonly<{ server: string; bench: string }>;
  rivals: string;
  round: number;
  /** An empty folder for a row of a round. */
  folder: string;
}>;

/** Row by row takes so much longer that a tenth of the events tells the same. */
export const naiveShare = 0.1;
/** Before the clock runs: compilers, caches and the first pages of the tables. */
const warmUpShare = 0.25;

export type Load = Readonly<{ events: number; warmUp: number; seconds: number }>;

export const loadOf = ({ events, seconds }: Pick<Options, 'events' | 'seconds'>, share = 1): Load => ({
  events: Math.ceil(events * share),
  warmUp: Math.ceil(events * share * warmUpShare),
  seconds,
});

export const inFlight = ({ window, seconds }: Options) => ({ window, seconds });

export const perSecond = (events: number, from: number, until: number) => (events * 1_000) / (until - from);

export const ackFigures = ({ sent, startedAt, lastAckAt, ackP50Ms, ackP99Ms }: Published) => ({
  ackedPerS: perSecond(sent, startedAt, lastAckAt),
  ackP50Ms,
  ackP99Ms,
});

/** Readings of CPU time in microseconds, undefined where the machine does not tell. */
export type CpuReadings = Readonly<{ ours: readonly (() => number | undefined)[]; postgres?: () => number | undefined }>;

/** CPU time an event between now and the call of what it returns. */
export function spent({ ours, postgres }: CpuReadings): (events: number) => Pick<Measured, 'cpuUsPerEvent' | 'postgresCpuUsPerEvent'> {
  const read = () => ({ own: total(ours.map((of) => of())), postgres: postgres?.() });
  const before = read();
  return (events) => {
    const after = read();
    const perEvent = (from: number | undefined, to: number | undefined) =>
      from === undefined || to === undefined ? undefined : (to - from) / events;
    const own = perEvent(before.own, after.own);
    const postgresCpuUsPerEvent = perEvent(before.postgres, after.postgres);
    return {
      ...(own !== undefined && { cpuUsPerEvent: own + (postgresCpuUsPerEvent ?? 0) }),
      ...(postgresCpuUsPerEvent !== undefined && { postgresCpuUsPerEvent }),
    };
  };
}

const total = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce((sum, time) => (sum === undefined || time === undefined ? undefined : sum + time), 0);
