import { metricId, splitLeadId } from '../../domain/identity/ids.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { foldFact } from '../../domain/training/fold-fact.ts';
import { newLead } from '../../domain/training/new-lead.ts';
import type { Decision } from '../../domain/training/training.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { InternalDocuments } from '../store/port/feed.ts';
import { countInMetric } from './count-in-metric.ts';
import { wordsOf } from './decision-fact.ts';
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

/** The newest decision, and the newest one that the chat was told of: maxima by their number, whatever the order. */
function foldStanding(documents: Documents, { at, body }: DecisionFact): void {
  const { requestEventId: id, leadId, decisionNo, is, commandId, model, word } = body;
  const old = documents.get('request', id);
  const told = newestTold(old?.told, is === 'waiting' ? undefined : { decisionNo, standing: is });
  const isNewest = !old || old.decisionNo <= decisionNo;
  const by = { ...(commandId !== undefined && { commandId }), ...(model && { model }), ...(word && { word }) };
  const newest = isNewest ? { id, leadId, at, decisionNo, standing: is, ...by } : old;
  documents.put('request', { ...newest, ...(told && { told }) });
}

type Told = InternalDocuments['request']['told'];
const newestTold = (a: Told, b: Told): Told => (a && (!b || a.decisionNo >= b.decisionNo) ? a : b);

function noteDecision(documents: Documents, fact: DecisionFact): void {
  const { factId: id, by, at: requestedAt, body } = fact;
  const { was: _was, is: _is, decidedAt: at, ...decision } = body;
  const { words, message } = wordsOf(fact);
  const said = { ...(words && { words: [...words] }), ...(message !== undefined && { message }) };
  documents.put('activity', { ...decision, ...said, id, kind: 'decided', at, by, requestedAt });
}
