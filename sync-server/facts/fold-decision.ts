import { metricId, splitLeadId } from '../../domain/identity/ids.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { foldFact } from '../../domain/training/fold-fact.ts';
import { newLead } from '../../domain/training/new-lead.ts';
import type { Decision } from '../../domain/training/training.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import { countInMetric } from './count-in-metric.ts';
import type { Documents, Needs } from './documents.ts';
import { foldLesson, needsOfLesson } from './fold-lesson.ts';

export function needsOfDecision(fact: DecisionFact, needs: Needs): void {
  const { body, at } = fact;
  needs.add('lead', body.leadId);
  needs.add('metric', metricId(splitLeadId(body.leadId).productId, kstDay(at)));
  needs.add('request', body.requestEventId);
  needsOfLesson(fact, needs);
}

/** Folds a stored decision; nothing is judged again, and it may come before its request. */
export function foldDecision(documents: Documents, fact: DecisionFact): void {
  const { leadId, requestEventId, decisionNo, was, is } = fact.body;
  const { userId, productId } = splitLeadId(leadId);
  const decision: Decision = { kind: 'decided', requestEventId, decisionNo, at: fact.at, was, is };
  const lead = documents.get('lead', leadId) ?? newLead(userId, productId);
  documents.put('lead', foldFact(lead, decision));
  countInMetric(documents, productId, decision);
  foldStanding(documents, fact);
  foldLesson(documents, fact);
  noteDecision(documents, fact);
}

function foldStanding(documents: Documents, { at, body }: DecisionFact): void {
  const old = documents.get('request', body.requestEventId);
  if (old && old.decisionNo > body.decisionNo) return;
  documents.put('request', { id: body.requestEventId, leadId: body.leadId, at, decisionNo: body.decisionNo, standing: body.is });
}

function noteDecision(documents: Documents, { factId, by, body }: DecisionFact): void {
  const { leadId, requestEventId, decisionNo, outcome, rule, decidedAt } = body;
  documents.put('activity', { id: factId, kind: 'decided', at: decidedAt, by, leadId, requestEventId, decisionNo, outcome, rule });
}
