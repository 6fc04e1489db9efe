import type { Summary } from './tally.ts';

/** One line that says how far a run is. */
export const progressLine = (elapsedMs: number, summary: Summary): string =>
  `${(elapsedMs / 1_000).toFixed(0).padStart(4)} s  sent ${summary.sent}  acknowledged ${summary.acknowledged}  ` +
  `accepted ${summary.down.accepted}  trained ${summary.down.trained}  approved ${summary.down.approved}  refused ${summary.down.refused}`;

/** The end of a run, one fact a line. */
export function summaryLines({ down, ackMs, ...summary }: Summary): readonly string[] {
  const rows: readonly (readonly [string, string | number])[] = [
    ['sent', `${summary.sent} (${summary.duplicates} of them a second time on purpose)`],
    ['acknowledged', summary.acknowledged],
    ['accepted', down.accepted],
    ['trained', down.trained],
    ['approved', down.approved],
    ['refused', down.refused],
    ['rejected', down.rejected],
    ['patched', down.patched],
    ['recommended', down.recommended],
    ['repeated', summary.repeated],
    ['unanswered', summary.unanswered],
    ['unreadable', summary.unreadable],
    ['ack p50', `${ackMs.p50.toFixed(1)} ms`],
    ['ack p99', `${ackMs.p99.toFixed(1)} ms`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}`);
}
