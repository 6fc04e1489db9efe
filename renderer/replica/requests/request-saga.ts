import type { Activity } from '../../../contract/activity.ts';
import type { LeadAnswer } from '../../../contract/lead-event.ts';
import { messageId } from '../../../domain/identity/ids.ts';

export type Decided = Extract<Activity, { kind: 'decided' }>;

/** Whether the chat client has what it was told; `unknown` without the server, which alone knows, and seven days after. */
export type Delivery = Readonly<{ state: 'acknowledged'; at: number }> | Readonly<{ state: 'waiting' | 'unknown' }>;

/** One step of what became of a request, after the request itself. */
export type SagaStep =
  | Readonly<{ kind: 'decided'; id: string; at: number; decision: Decided }>
  | Readonly<{ kind: 'told'; id: string; at: number; requestType: '1' | '0'; delivery: Delivery }>;

/**
 * What became of a request, in its order: each decision, and what was sent of it (a refusal compensates: `"0"`). One trace runs through it, the request's
 * event id; a message's id is made from its decision's, so that a desk knows it without having seen it. The same was not sent twice in a row.
 */
export function sagaOf(decisions: readonly Decided[], answers: readonly LeadAnswer[] | undefined): readonly SagaStep[] {
  const steps: SagaStep[] = [];
  let toldLast: '1' | '0' | undefined;
  for (const decision of [...decisions].sort((a, b) => a.decisionNo - b.decisionNo)) {
    const { id, at, outcome } = decision;
    steps.push({ kind: 'decided', id, at, decision });
    if (outcome === 'review') continue;
    const requestType = outcome === 'approve' ? '1' : '0';
    if (requestType === toldLast) continue;
    toldLast = requestType;
    const told = messageId(id, outcome === 'approve' ? 'approved' : 'refused');
    steps.push({ kind: 'told', id: told, at, requestType, delivery: deliveryOf(told, answers) });
  }
  return steps;
}

function deliveryOf(id: string, answers: readonly LeadAnswer[] | undefined): Delivery {
  const answer = answers?.find((one) => one.id === id);
  if (!answer) return { state: 'unknown' };
  return answer.acknowledgedAt === undefined ? { state: 'waiting' } : { state: 'acknowledged', at: answer.acknowledgedAt };
}
