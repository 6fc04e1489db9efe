import type { MovedRequest } from '../../contract/request-standing.ts';
import { outcomeOf, type Verdict } from '../../domain/request-decision/decide.ts';
import { toDecided } from '../facts/answers.ts';
import { type DecisionWords, toDecisionFact } from '../facts/decision-fact.ts';
import { isChatEvent } from '../facts/fold-event.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { CommandContext, Judgement } from './handler.ts';

/** Why a request is decided anew, and as whose decision: a member's, or the system's for a rule. */
export type Grounds = Readonly<{ by: string; verdict: Pick<Verdict, 'rule' | 'version' | 'span'>; said?: DecisionWords }>;
export type MoveOnGrounds = Readonly<{ request: MovedRequest; grounds: Grounds }>;

/** What a chat client is told as the reason; who it was is not its business. */
type PersonRule = 'person.decided' | 'person.undone';

/** Moves by a person's act. */
export const byPerson = (moved: readonly MovedRequest[], rule: PersonRule, { by }: CommandContext): readonly MoveOnGrounds[] =>
  moved.map((request) => ({ request, grounds: { by, verdict: { rule, version: 1 } } }));

export const loadRequests = (requests: readonly Readonly<{ requestEventId: string }>[], { documents }: CommandContext): Promise<void> =>
  documents.loadNamed(
    'request',
    requests.map(({ requestEventId }) => requestEventId),
  );

/**
 * The next decision on each request, and what its chat hears of it: nothing while it waits, and nothing that it was told last, so that a
 * decision turned round and back is heard once each way.
 */
export async function moveRequests(
  moves: readonly MoveOnGrounds[],
  context: CommandContext,
): Promise<Required<Pick<Judgement, 'consequences' | 'outgoing'>>> {
  const consequences: DecisionFact[] = [];
  const outgoing: Outgoing[] = [];
  for (const move of moves) {
    const decision = toNextDecision(move, context);
    const answer = decision && (await toAnswer(decision, context));
    if (decision) consequences.push(decision);
    if (answer) outgoing.push(answer);
  }
  return { consequences, outgoing };
}

function toNextDecision(
  { request: { leadId, requestEventId, was, is, word }, grounds: { by, verdict, said } }: MoveOnGrounds,
  { documents, commandId, now, hmacKey }: CommandContext,
): DecisionFact | undefined {
  const request = documents.get('request', requestEventId);
  if (!request) return undefined;
  const { rule, version, span } = verdict;
  const { model, at } = request;
  const place = { leadId, requestEventId, decisionNo: request.decisionNo + 1, was, is };
  const why = { outcome: outcomeOf(is), rule, version, ...(span && { span }), ...(model && { model }), ...(word && { word }) };
  return toDecisionFact({ body: { ...place, ...why, commandId, decidedAt: now }, ...(said && { said }), at, by, hmacKey });
}

async function toAnswer(decision: DecisionFact, { documents, feed }: CommandContext): Promise<Outgoing | null> {
  const { requestEventId, is } = decision.body;
  if (documents.get('request', requestEventId)?.told?.standing === is) return null;
  const event = await feed.fact(requestEventId);
  return event?.kind === 'event' && isChatEvent(event) ? toDecided(event, decision) : null;
}
