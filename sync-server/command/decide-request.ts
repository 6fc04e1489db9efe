import type { DecideRequest } from '../../contract/command/decide-request.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { toDecided } from '../facts/answers.ts';
import { toDecisionFact } from '../facts/decision-fact.ts';
import { isChatEvent } from '../facts/fold-event.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

/** What a chat client is told as the reason; who it was is not its business. */
const byPerson = { rule: 'person.decided', version: 1 } as const;

/** A person's word on a request: the next decision, `was` what stands now. The chat hears of it only where that changes. */
export async function decideRequest({ leadId, requestEventId, outcome }: DecideRequest, context: CommandContext): Promise<Judgement> {
  const { documents, feed, by, now, hmacKey } = context;
  await documents.loadNamed('request', [requestEventId]);
  const request = documents.get('request', requestEventId);
  const event = await feed.fact(requestEventId);
  if (!request || request.leadId !== leadId || event?.kind !== 'event' || !isChatEvent(event)) return rejected('request.unknown');
  const is = standingAfter(outcome);
  const place = { leadId, requestEventId, decisionNo: request.decisionNo + 1, was: request.standing, is };
  const decision = toDecisionFact({ body: { ...place, ...byPerson, outcome, decidedAt: now }, at: request.at, by, hmacKey });
  const outgoing = is === request.standing ? null : toDecided(event, decision);
  return { outcome: { status: 'applied' }, consequences: [decision], outgoing: outgoing ? [outgoing] : [] };
}
