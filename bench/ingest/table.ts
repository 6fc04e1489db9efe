import { aligned } from './aligned.ts';
import { medianOf, type Rounds } from './figures.ts';
import type { Measured } from './measured.ts';
import { type RowName, rowNames, rowTitles } from './rows.ts';

const columns: readonly (readonly [title: string, column: keyof Measured])[] = [
  ['events/s', 'perS'],
  ['acked/s', 'ackedPerS'],
  ['ack p50 ms', 'ackP50Ms'],
  ['ack p99 ms', 'ackP99Ms'],
  ['CPU us/event', 'cpuUsPerEvent'],
  ['PostgreSQL', 'postgresCpuUsPerEvent'],
  ['lag p99 ms', 'lagP99Ms'],
];

/** Medians, and the rate of each round beside them. */
export function tableOf(rounds: Rounds): string {
  const header = ['', ...columns.map(([title]) => title), 'rounds, events/s'];
  const lines = rowNames.filter((name) => rounds[name]).map((name) => lineOf(rounds, name));
  return aligned([header, ...lines]);
}

function lineOf(rounds: Rounds, name: RowName): string[] {
  const cells = columns.map(([, column]) => cell(medianOf(rounds, name, column)));
  return [rowTitles[name], ...cells, (rounds[name] ?? []).map(({ perS }) => cell(perS)).join(' ')];
}

export const cell = (value: number | undefined): string => (value === undefined ? '-' : value >= 100 ? value.toFixed(0) : value.toFixed(1));
