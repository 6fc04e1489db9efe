import { aligned } from '../ingest/aligned.ts';
import type { Measured } from '../ingest/measured.ts';
import { cell } from '../ingest/table.ts';
import type { Point } from './points.ts';

const columns: readonly (readonly [title: string, figure: string, of: (point: Point) => number | undefined])[] = [
  ['events/s', 'per_s', measured('perS')],
  ['acked/s', 'acked_per_s', measured('ackedPerS')],
  ['ack p50 ms', 'ack_p50_ms', measured('ackP50Ms')],
  ['ack p99 ms', 'ack_p99_ms', measured('ackP99Ms')],
  ['CPU us/event', 'cpu_us_per_event', measured('cpuUsPerEvent')],
  ['lag p99 ms', 'lag_p99_ms', measured('lagP99Ms')],
  ['RSS MB', 'rss_mb', measured('rssMb')],
  ['open after kill ms', 'open_ms', ({ openMs }) => openMs],
  ['file MB', 'file_mb', ({ fileMb }) => fileMb],
];

function measured(column: keyof Measured): (point: Point) => number | undefined {
  return (point) => point.measured[column];
}

export function scaleTable(points: readonly Point[]): string {
  const header = ['', ...columns.map(([title]) => title)];
  return aligned([header, ...points.map((point) => [point.title, ...columns.map(([, , of]) => cell(of(point)))])]);
}

/** Every cell of the table by its name, such as `log_100k_per_s`. */
export function scaleFigures(points: readonly Point[]): Readonly<Record<string, number>> {
  const figures = points.flatMap((point) =>
    columns.flatMap(([, figure, of]) => {
      const value = of(point);
      return value === undefined ? [] : [[`${point.name}_${figure}`, Number(value.toFixed(1))] as const];
    }),
  );
  return Object.fromEntries(figures);
}
