import type { Activity } from '../../../contract/activity.ts';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { View } from '../view.ts';
import type { KnownRequest } from './known-request.ts';
import type { ReviewPage, ReviewQuery, ReviewRow } from './review-row.ts';

type Shown = Pick<View, 'documents' | 'indexes' | 'overlay' | 'request' | 'lead' | 'person' | 'product'>;
type Waiting = Readonly<{ requestEventId: string; request: KnownRequest }>;
type Decided = Extract<Activity, { kind: 'decided' }>;

/** The requests that wait for a person, the oldest first: those of the replica, but for what was decided here and what was taken back. */
export function reviewPage(view: Shown, { limit }: ReviewQuery): ReviewPage {
  const waiting = waitingRequests(view);
  if (limit === 0) return { rows: [], total: waiting.length };
  const inOrder = waiting.sort((a, b) => a.request.at - b.request.at || byCodeUnit(a.requestEventId, b.requestEventId));
  return { rows: inOrder.slice(0, limit).map((one) => toRow(view, one)), total: waiting.length };
}

function waitingRequests({ indexes, overlay, request }: Shown): Waiting[] {
  const ids = new Set([...indexes.requests.of('waiting'), ...overlay().requests.keys()]);
  return [...ids].flatMap((requestEventId) => {
    const known = request(requestEventId);
    return known?.is === 'waiting' ? [{ requestEventId, request: known }] : [];
  });
}

function toRow(view: Shown, { requestEventId, request: { leadId, at } }: Waiting): ReviewRow {
  const { userId, productId } = splitLeadId(leadId);
  const doubt = doubtOf(view, requestEventId);
  const message = doubt?.message ?? view.lead(leadId)?.tail.find(({ factId }) => factId === requestEventId)?.text;
  return {
    ...{ leadId, requestEventId, userId, requestedAt: at },
    user: view.person(userId)?.name?.value ?? userId,
    product: view.product(productId)?.name ?? productId,
    ...(message !== undefined && { message }),
    rule: doubt?.rule ?? '',
    version: doubt?.version ?? 1,
    ...(doubt?.span && { span: doubt.span }),
    words: doubt?.words ?? [],
    ...(doubt?.model && { model: doubt.model }),
  };
}

/** The rule's own decision that sent it to review; an undo that sent it back says nothing of why. */
function doubtOf({ documents, indexes }: Shown, requestEventId: string): Decided | undefined {
  const reviews = [...indexes.decisionsOfRequest.of(requestEventId)].flatMap((id) => {
    const activity = documents.of('activity').get(id);
    return activity?.kind === 'decided' && activity.outcome === 'review' && activity.rule !== 'person.undone' ? [activity] : [];
  });
  return reviews.sort((a, b) => b.decisionNo - a.decisionNo)[0];
}
