import { aligned } from '../ingest/aligned.ts';
import type { Figures } from './part.ts';

const digits = { ratio: 3, fine: 1 };

/** What is aimed at, as far as it is. */
const wanted: Readonly<Record<string, string>> = {
  fill_vs_raw_indexeddb_100k: '<= 2.5',
  longest_main_block_ms: '<= 50',
  reopen_to_table_s_100k: '<= 2',
  patch_to_visible_ms: '<= 10',
  bulk_500_to_visible_ms: '<= 50',
  event_to_screen_p95_ms: '<= 300',
  catchup_s_50k_changes_5k_commands: '<= 60',
  catchup_peak_heap_mb: '<= 400',
};

/** Rounded as far as they are compared; those that could not be measured are left out. */
export function roundedFigures(figures: Figures): Readonly<Record<string, number>> {
  const measured = Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(measured.map(([name, value]) => [name, Number(value.toFixed(value < 10 ? digits.ratio : digits.fine))]));
}

export function figureTable(figures: Readonly<Record<string, number>>): string {
  return aligned([
    ['', 'measured', 'wanted'],
    ...Object.entries(figures).map(([name, value]) => [name, String(value), wanted[name] ?? '']),
  ]);
}
