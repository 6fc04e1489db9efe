import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import type { Span } from './words/normalise.ts';

/** What a rule found: the part of the raw text that it rests on, and the words that show why, as they were typed. */
export type Finding = Readonly<{ outcome: DecisionOutcome; span?: Span; words?: readonly string[] }>;
