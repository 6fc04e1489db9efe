import type { LeadStatus } from '../../contract/lead.ts';
import type { ScoreBand } from '../../contract/score-band.ts';

export const eventKinds = ['searches', 'questions', 'requests', 'refusals'] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * One summand, in 1/1024 of a point, an integer, so that server and desk agree on every bit (I10). A cap is a summand too: what it takes
 * off, so that the terms always add up.
 */
export type ScoreTerm = Readonly<{ points: number }> &
  (
    | Readonly<{
        part: 'engagement';
        kind: 'events';
        of: EventKind /** Within one half-life, or before. */;
        recent: boolean;
        count: number;
      }>
    | Readonly<{ part: 'engagement'; kind: 'cap'; of: EventKind | 'all' }>
    | Readonly<{ part: 'fit'; kind: 'contact' | 'adConsent' | 'cap' }>
    | Readonly<{ part: 'fit'; kind: 'status'; status: LeadStatus }>
    | Readonly<{ part: 'fit'; kind: 'tag'; tag: string }>
  );

/** `points` is `engagement + fit`, and the sum of the terms. */
export type Score = Readonly<{ points: number; engagement: number; fit: number; band: ScoreBand; terms: readonly ScoreTerm[] }>;
