import { describe, expect, test } from 'vitest';
import { RecordExport } from '../../../contract/command/record-export.ts';
import { exportReasons, longestReason, reasonSaid } from './export-reasons.ts';

const words = (reason: string) => `말: ${reason}`;

describe('why a list leaves as a file', () => {
  test('given a usual reason, its words are put on record', () => {
    expect(reasonSaid('report', 'not asked', words)).toBe('말: report');
  });

  test('given a reason of one\u2019s own, it is taken without the space around it, and blank is none', () => {
    expect(reasonSaid('other', '  본사 요청 ', words)).toBe('본사 요청');
    expect(reasonSaid('other', '   ', words)).toBeUndefined();
  });

  test('given the longest reason that can be typed, the contract takes it', () => {
    const reason = reasonSaid('other', '가'.repeat(longestReason), words);

    expect(RecordExport.safeParse({ kind: 'recordExport', what: 'dispatch', rows: 1, reason }).success).toBe(true);
    expect(exportReasons).toContain('other');
  });
});
