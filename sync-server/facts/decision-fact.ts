import { decisionId, splitLeadId } from '../../domain/identity/ids.ts';
import type { DecisionFact, PersonalPart } from '../store/port/fact.ts';
import { digest } from './digest.ts';
import { personalOf } from './personal.ts';

/** What of a decision is in the words of the one who asked: kept apart from the log row, so that it can be erased. */
export type DecisionWords = Readonly<{ words?: readonly string[] | undefined; message?: string | undefined }>;

type NewDecision = Readonly<{
  body: DecisionFact['body'];
  said?: DecisionWords;
  /** The request's time: the day it counts on. */
  at: number;
  by: string;
  hmacKey: Uint8Array;
}>;

/** A decision as a fact; unique by its request and number. */
export function toDecisionFact({ body, said = {}, at, by, hmacKey }: NewDecision): DecisionFact {
  const personal = toPersonal(body.leadId, said);
  return {
    kind: 'decision',
    factId: decisionId(body.requestEventId, body.decisionNo),
    at,
    receivedAt: body.decidedAt,
    clamped: false,
    by,
    digest: digest(hmacKey, by, { ...body, personal }),
    body,
    personal,
  };
}

/** The words of a stored decision; empty once they were erased. */
export function wordsOf(fact: DecisionFact): DecisionWords {
  const { words, message } = personalOf(fact);
  return { ...(words !== undefined && { words: JSON.parse(words) as string[] }), ...(message !== undefined && { message }) };
}

function toPersonal(leadId: string, { words, message }: DecisionWords): readonly PersonalPart[] {
  const part = { ...(words && { words: JSON.stringify(words) }), ...(message !== undefined && { message }) };
  return Object.keys(part).length > 0 ? [{ person: splitLeadId(leadId).userId, part }] : [];
}
