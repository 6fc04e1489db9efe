import type { SaveSegment } from '../../../contract/command/save-segment.ts';
import type { SetPolicy } from '../../../contract/command/set-policy.ts';
import type { UpsertProducts } from '../../../contract/command/upsert-products.ts';
import type { Act } from '../../../contract/command.ts';
import { newestProduct } from '../../../domain/catalogue/newest-product.ts';
import { applyConsentAct } from '../../../domain/consent/apply-consent-act.ts';
import { newPerson } from '../../../domain/person/fold-person.ts';
import { setPolicy } from '../../../domain/policy/set-policy.ts';
import { saveSegment } from '../../../domain/segmenting/save-segment.ts';
import { type Step, shownPolicy, shownProduct } from './laying.ts';

export function layProducts({ id, author: { at }, ...laying }: Step, { products }: UpsertProducts): void {
  for (const entry of products) {
    const next = newestProduct(shownProduct(laying, entry.productId), entry, { at, factId: id });
    laying.draft.products.set(entry.productId, next);
  }
}

export function laySegment({ draft, under, author }: Step, act: SaveSegment): void {
  const old = draft.segments.has(act.segmentId) ? draft.segments.get(act.segmentId) : under.segment(act.segmentId);
  const saved = saveSegment(old, act, author);
  if ('segment' in saved) draft.segments.set(act.segmentId, saved.segment);
}

export function layPolicy(step: Step, act: SetPolicy): void {
  const set = setPolicy(shownPolicy(step, act.policy.id), act, { ...step.author, commandId: step.id });
  if (set.kind === 'set') step.draft.policies.set(act.policy.id, set.policy);
}

type Consents = Extract<Act, { kind: 'recordConsent' | 'noteNotice' | 'reconfirmConsent' | 'markMinor' | 'recordPurchase' }>;

/** In the person's ledger of consents. */
export function layConsents({ draft, under, id, author: { at } }: Step, act: Consents): void {
  const known = draft.persons.get(act.userId) ?? under.person(act.userId) ?? newPerson(act.userId);
  const judged = act.kind === 'markMinor' ? { ...act, guardianAgreed: act.guardianEvidence !== undefined } : act;
  draft.persons.set(act.userId, applyConsentAct(known, judged, { factId: id, at, receivedAt: at }));
}
