import type { DecideRequest } from '../../contract/command/decide-request.ts';
import type { MovedRequest } from '../../contract/request-standing.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';
import { loadRequests, moveRequests } from './move-requests.ts';

/**
 * A person's word on requests. What a person has already decided so is left as it is; a rule that she confirms is a decision of its own, since
 * rules learn from it.
 */
export async function decideRequest({ requests, outcome }: DecideRequest, context: CommandContext): Promise<Judgement> {
  await loadRequests(requests, context);
  const known = requests.filter(({ leadId, requestEventId }) => context.documents.get('request', requestEventId)?.leadId === leadId);
  if (known.length === 0) return rejected('request.unknown');
  const is = standingAfter(outcome);
  const due = known.flatMap((place) => {
    const { standing, commandId } = context.documents.get('request', place.requestEventId) ?? { standing: 'waiting' };
    return standing === is && commandId !== undefined ? [] : [{ ...place, was: standing, is }];
  });
  const missing = [...new Set(requests.filter((place) => !known.includes(place)).map(({ leadId }) => leadId))];
  const judgement = due.length > 0 ? { ...(await moveRequests(due, 'person.decided', context)), effect: effectOf(due) } : applied;
  return { ...judgement, outcome: { status: 'applied', ...(missing.length > 0 && { missing }) } };
}

const effectOf = (requests: readonly MovedRequest[]) => ({ kind: 'decided' as const, requests });
