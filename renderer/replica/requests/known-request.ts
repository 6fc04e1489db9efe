import type { Lead } from '../../../contract/lead.ts';
import type { MovedRequest, RequestStanding } from '../../../contract/request-standing.ts';
import { foldFact } from '../../../domain/training/fold-fact.ts';

/** How a request stands as far as is known here: by the newest decision on it, `at` when it was requested. */
export type KnownRequest = Readonly<{
  leadId: string;
  at: number;
  decisionNo: number;
  is: RequestStanding;
  /** The act that it stands by; absent for a rule's first decision. */
  commandId?: string;
  /** It stands by a person's word. */
  word?: true;
}>;

const standingOf = { '1': 'requests', '0': 'refusals' } as const;

/** What a lead itself says of a request whose decision has not come here yet; undefined where it says nothing. */
export function requestOnLead({ id: leadId, lastRequest, tail }: Lead, requestEventId: string): KnownRequest | undefined {
  if (lastRequest?.requestEventId === requestEventId) {
    const { at, decisionNo, requestType } = lastRequest;
    return { leadId, at, decisionNo, is: requestType ? standingOf[requestType] : 'waiting' };
  }
  const message = tail.find(({ factId, kind }) => factId === requestEventId && kind === 'requested');
  return message && { leadId, at: message.at, decisionNo: 0, is: 'waiting' };
}

/** The request after one more decision, and its lead, by the server's own fold. */
export function decideOn(
  lead: Lead,
  now: KnownRequest,
  { requestEventId, is, word }: Pick<MovedRequest, 'requestEventId' | 'is' | 'word'>,
  commandId: string,
): Readonly<{ lead: Lead; request: KnownRequest }> {
  const { leadId, at, is: was } = now;
  const decisionNo = now.decisionNo + 1;
  const decided = { kind: 'decided' as const, requestEventId, at, decisionNo, was, is };
  return { lead: foldFact(lead, decided), request: { leadId, at, decisionNo, is, commandId, ...(word && { word }) } };
}
