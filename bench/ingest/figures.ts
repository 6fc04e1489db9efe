import type { Measured } from './measured.ts';
import { median } from './quantile.ts';
import type { RowName } from './rows.ts';

/** What each row did, a round each. */
export type Rounds = Readonly<Partial<Record<RowName, readonly Measured[]>>>;
export type Figures = Readonly<Record<string, number>>;

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
/** Enough of a ratio to see it move, and of anything else to compare. */
const digits = { ratio: 3, ms: 1, whole: 0 };

/** The median of a column over the rounds; undefined where the row was left out or has no such column. */
export function medianOf(rounds: Rounds, row: RowName, column: keyof Measured): number | undefined {
  const values = (rounds[row] ?? []).flatMap((measured) => measured[column] ?? []);
  return values.length === 0 ? undefined : median(values);
}

/** The figures by which the benchmark is compared with an earlier one; those that could not be measured are left out. */
export function figuresOf(rounds: Rounds, beside: Readonly<Record<string, number | undefined>>): Figures {
  const ours = (column: keyof Measured) => medianOf(rounds, 'embedded', column);
  const onPostgres = (column: keyof Measured) => medianOf(rounds, 'postgres', column);
  const than = (row: RowName, whose = ours) => {
    const [own, other] = [whose('perS'), medianOf(rounds, row, 'perS')];
    return own !== undefined && other !== undefined ? rounded(own / other, digits.ratio) : undefined;
  };
  const inDigits = (value: number | undefined, count: number) => (value === undefined ? undefined : rounded(value, count));
  const figures = {
    embedded_per_s: inDigits(ours('perS'), digits.whole),
    acked_per_s: inDigits(ours('ackedPerS'), digits.whole),
    vs_naive: than('naive'),
    vs_telegraf_like: than('telegraf-like'),
    vs_mosquitto_nowhere: than('nowhere'),
    vs_raw_store: than('raw-store'),
    ack_p50_ms: inDigits(ours('ackP50Ms'), digits.ms),
    ack_p99_ms: inDigits(ours('ackP99Ms'), digits.ms),
    cpu_us_per_event: inDigits(ours('cpuUsPerEvent'), digits.ms),
    rss_mb: inDigits(ours('rssMb'), digits.whole),
    lag_p99_ms: inDigits(ours('lagP99Ms'), digits.whole),
    postgres_per_s: inDigits(onPostgres('perS'), digits.whole),
    postgres_acked_per_s: inDigits(onPostgres('ackedPerS'), digits.whole),
    postgres_vs_telegraf_like: than('telegraf-like', onPostgres),
    postgres_cpu_us_per_event: inDigits(onPostgres('cpuUsPerEvent'), digits.ms),
    postgres_cpu_us_per_event_in_database: inDigits(onPostgres('postgresCpuUsPerEvent'), digits.ms),
    postgres_lag_p99_ms: inDigits(onPostgres('lagP99Ms'), digits.whole),
    ...Object.fromEntries(Object.entries(beside).map(([name, value]) => [name, inDigits(value, digits.ratio)])),
  };
  return Object.fromEntries(Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined));
}
