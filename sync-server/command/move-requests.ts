import type { MovedRequest } from '../../contract/request-standing.ts';
import { outcomeOf } from '../../domain/request-decision/decide.ts';
import { toDecided } from '../facts/answers.ts';
import { toDecisionFact } from '../facts/decision-fact.ts';
import { isChatEvent } from '../facts/fold-event.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { CommandContext, Judgement } from './handler.ts';

/** What a chat client is told as the reason; who it was is not its business. */
type PersonRule = 'person.decided' | 'person.undone';
const version = 1;

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
  moved: readonly MovedRequest[],
  rule: PersonRule,
  context: CommandContext,
): Promise<Required<Pick<Judgement, 'consequences' | 'outgoing'>>> {
  const consequences: DecisionFact[] = [];
  const outgoing: Outgoing[] = [];
  for (const request of moved) {
    const decision = toNextDecision(request, rule, context);
    const answer = decision && (await toAnswer(decision, context));
    if (decision) consequences.push(decision);
    if (answer) outgoing.push(answer);
  }
  return { consequences, outgoing };
}

function toNextDecision(
  { leadId, requestEventId, was, is }: MovedRequest,
  rule: PersonRule,
  context: CommandContext,
): DecisionFact | undefined {
  const { documents, commandId, by, now, hmacKey } = context;
  const request = documents.get('request', requestEventId);
  if (!request) return undefined;
  const place = { leadId, requestEventId, decisionNo: request.decisionNo + 1, was, is };
  const { model } = request;
  const body = { ...place, outcome: outcomeOf(is), rule, version, ...(model && { model }), commandId, decidedAt: now };
  return toDecisionFact({ body, at: request.at, by, hmacKey });
}

async function toAnswer(decision: DecisionFact, { documents, feed }: CommandContext): Promise<Outgoing | null> {
  const { requestEventId, is } = decision.body;
  if (documents.get('request', requestEventId)?.told?.standing === is) return null;
  const event = await feed.fact(requestEventId);
  return event?.kind === 'event' && isChatEvent(event) ? toDecided(event, decision) : null;
}
