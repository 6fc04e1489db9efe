import type { DecisionOutcome } from '../../../contract/decision-outcome.ts';
import type { RequestPlace } from './review-row.ts';

/** A request that other rules would decide otherwise than it stands; `rule` is the one that would. */
export type DecisionChange = RequestPlace &
  Readonly<{
    user: string;
    product: string;
    requestedAt: number;
    message?: string;
    from: DecisionOutcome;
    to: DecisionOutcome;
    rule: string;
  }>;

/** What other rules would make of the newest requests; nothing of it is published. */
export type DecisionPreview = Readonly<{
  /** Requests looked at. */
  requests: number;
  /** Those of them that a person has decided: no rule changes them. */
  byPeople: number;
  /** Those whose message is needed to tell, and is not here. */
  unknown: number;
  /** The server is being asked for their messages. */
  asking: boolean;
  /** The server was asked: what it has no message of was erased. */
  asked: boolean;
  /** The newest first. */
  changes: readonly DecisionChange[];
}>;
