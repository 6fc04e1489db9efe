import type { DecideRequest } from '../../contract/command/decide-request.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { dueWords } from './due-words.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { byPerson, loadRequests, moveRequests } from './move-requests.ts';

/** A person's word on requests: it stands over every rule, and over a colleague's word, which is told where she had not seen it. */
export async function decideRequest({ requests, outcome }: DecideRequest, context: CommandContext): Promise<Judgement> {
  await loadRequests(requests, context);
  const known = requests.filter(({ leadId, requestEventId }) => context.documents.get('request', requestEventId)?.leadId === leadId);
  if (known.length === 0) return rejected('request.unknown');
  const is = standingAfter(outcome);
  const due = await dueWords(
    known.map((request) => ({ ...request, is })),
    context,
  );
  const missing = [...new Set(requests.filter((place) => !known.includes(place)).map(({ leadId }) => leadId))];
  const status = due.some(({ overwrote }) => overwrote) ? 'conflict' : 'applied';
  const moved = due.length > 0 && { ...(await moveRequests(byPerson(due, 'person.decided', context), context)) };
  return {
    outcome: { status, ...(missing.length > 0 && { missing }) },
    ...(moved && { ...moved, effect: { kind: 'decided', requests: due } }),
  };
}
