import type { DecisionPolicy } from '../../contract/policy/decision-policy.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { type decide, standingAfter } from '../../domain/request-decision/decide.ts';
import { toAccepted, toDecided, toTrained } from '../facts/answers.ts';
import { toDecisionFact } from '../facts/decision-fact.ts';
import type { Documents, Needs } from '../facts/documents.ts';
import { isChatEvent, type PlacedChatEvent, type PlacedEvent } from '../facts/fold-event.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';
import { personalOf } from '../facts/personal.ts';
import { systemMember } from '../facts/system-member.ts';
import type { DecisionFact } from '../store/port/fact.ts';

/** What the live pass, and only it, makes of a newly folded event (I2). */
export type Reaction = Readonly<{ decision?: DecisionFact; outgoing?: Outgoing }>;

export type Judge = Readonly<{ decide: typeof decide; now: number; hmacKey: Uint8Array }>;

/** What is read to react, beside what the fold reads. */
export function needsOfReaction(event: PlacedEvent, needs: Needs): void {
  if (event.body.kind !== 'requested') return;
  needs.add('product', event.body.productId);
  needs.add('policy', 'decision');
}

/** Reacts to an event that was folded just now, before the next one is, so that totals are those of this moment. */
export function react(documents: Documents, event: PlacedEvent, judge: Judge): Reaction {
  if (!isChatEvent(event)) return {};
  switch (event.body.kind) {
    case 'searched':
      return { outgoing: toAccepted(event) };
    case 'questioned':
      return { outgoing: toTrained(event, documents.get('lead', leadId(event.body.userId, event.body.productId))?.questions ?? 0) };
    case 'requested':
      return reactToRequest(documents, event, judge);
  }
}

/** Judges a request once; one that was decided already keeps what it has. */
function reactToRequest(documents: Documents, event: PlacedChatEvent, { decide, now, hmacKey }: Judge): Reaction {
  const request = documents.get('request', event.factId);
  if (!request || request.decisionNo > 0) return {};
  const text = personalOf(event).message;
  const { productId } = event.body;
  const { words, ...verdict } = decide({ text, productId, product: documents.get('product', productId), policy: policyOf(documents) });
  const is = standingAfter(verdict.outcome);
  const decisionNo = request.decisionNo + 1;
  const place = { leadId: request.leadId, requestEventId: event.factId, decisionNo, was: request.standing, is };
  const said = { words, ...(is === 'waiting' && { message: text }) }; // whoever reviews it reads it, on a desk without a line too
  const decision = toDecisionFact({ body: { ...verdict, ...place, decidedAt: now }, said, at: event.at, by: systemMember, hmacKey });
  const outgoing = toDecided(event, decision);
  return { decision, ...(outgoing && { outgoing }) };
}

/** What the shop has set; undefined as long as it has not. */
function policyOf(documents: Documents): DecisionPolicy | undefined {
  const policy = documents.get('policy', 'decision');
  return policy?.id === 'decision' ? policy : undefined;
}
