import { decisionId } from '../../domain/identity/ids.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import { digest } from './digest.ts';

type NewDecision = Readonly<{
  body: DecisionFact['body'];
  /** The request's time: the day it counts on. */
  at: number;
  by: string;
  hmacKey: Uint8Array;
}>;

/** A decision as a fact; unique by its request and number. */
export const toDecisionFact = ({ body, at, by, hmacKey }: NewDecision): DecisionFact => ({
  kind: 'decision',
  factId: decisionId(body.requestEventId, body.decisionNo),
  at,
  receivedAt: body.decidedAt,
  clamped: false,
  by,
  digest: digest(hmacKey, by, body),
  body,
  personal: [],
});
