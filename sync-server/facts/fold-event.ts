import { newestProduct } from '../../domain/catalogue/newest-product.ts';
import { leadId, metricId } from '../../domain/identity/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { foldConsent, foldIdentity, newPerson } from '../../domain/person/fold-person.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { foldFact } from '../../domain/training/fold-fact.ts';
import { newLead } from '../../domain/training/new-lead.ts';
import type { EventBody, EventFact } from '../store/port/fact.ts';
import { countInMetric } from './count-in-metric.ts';
import type { Documents, Needs } from './documents.ts';
import { numberId } from './number-id.ts';
import { personalOf } from './personal.ts';

export type PlacedEvent = EventFact & Readonly<{ position: number }>;
type ChatBody = Extract<EventBody, { kind: 'searched' | 'questioned' | 'requested' }>;
/** An event of a conversation, as against one that states who somebody is or what is sold. */
type ChatEventFact = EventFact & Readonly<{ body: ChatBody }>;
export type PlacedChatEvent = PlacedEvent & ChatEventFact;

export const isChatEvent = <E extends EventFact>(event: E): event is E & ChatEventFact =>
  event.body.kind === 'searched' || event.body.kind === 'questioned' || event.body.kind === 'requested';

export function needsOfEvent(event: EventFact, needs: Needs): void {
  if (isChatEvent(event)) needsOfChatEvent(event, needs);
  else if ('userId' in event.body) needsOfStatement(event, event.body.userId, needs);
  else needs.add('product', event.body.productId);
}

function needsOfStatement(event: EventFact, userId: string, needs: Needs): void {
  needs.add('person', userId);
  const number = mobileOf(event);
  if (number !== undefined) needs.add('numberUsers', numberId(number));
}

/** The mobile number that an event names, as everybody writes it. */
function mobileOf(event: EventFact): string | undefined {
  const { phone } = event.body.kind === 'identified' ? personalOf(event) : {};
  return phone === undefined ? undefined : toMobileNumber(phone);
}

function needsOfChatEvent({ body, at, factId }: ChatEventFact, needs: Needs): void {
  const lead = leadId(body.userId, body.productId);
  needs.add('lead', lead);
  needs.add('metric', metricId(body.productId, kstDay(at)));
  needs.add('lastClient', lead);
  needs.add('lastClient', body.userId);
  if (body.kind === 'requested') needs.add('request', factId);
}

/** Folds what a chat client said; any order of the same events gives the same documents. */
export function foldEvent(documents: Documents, event: EventFact): void {
  if (isChatEvent(event)) foldChatEvent(documents, event);
  else foldStatement(documents, event);
}

function foldStatement(documents: Documents, event: EventFact): void {
  const { body, at, factId } = event;
  if (body.kind === 'identified') {
    documents.put('person', foldIdentity(personOf(documents, body.userId), { at, factId, ...personalOf(event) }));
    noteNumber(documents, mobileOf(event), body.userId);
  } else if (body.kind === 'consented') {
    documents.put('person', foldConsent(personOf(documents, body.userId), { ...body, at: saidAt(body, at), factId }));
  } else if (body.kind === 'product') {
    const { kind: _kind, eventId: _eventId, occurredAt: _occurredAt, ...entry } = body;
    documents.put('product', newestProduct(documents.get('product', body.productId), entry, { at, factId }));
  }
}

/**
 * When a word about advertising counts as said. The clamp (I12) may raise a withdrawal, never a grant: one that was on its way for longer would
 * otherwise outrank a withdrawal that was said after it and arrived before (I8).
 */
const saidAt = ({ granted, occurredAt }: Extract<EventBody, { kind: 'consented' }>, at: number): number =>
  granted ? Math.min(at, occurredAt) : at;

/** Whoever was ever known by a number: a set, so that any order gives the same. */
function noteNumber(documents: Documents, number: string | undefined, userId: string): void {
  if (number === undefined) return;
  const id = numberId(number);
  const users = documents.get('numberUsers', id)?.users ?? [];
  if (!users.includes(userId)) documents.put('numberUsers', { id, users: [...users, userId].sort(byCodeUnit) });
}

function foldChatEvent(documents: Documents, event: ChatEventFact): void {
  const { body, at, receivedAt, factId } = event;
  const { userId, productId, kind } = body;
  const text = personalOf(event).message;
  const fact = { kind, factId, at, receivedAt, ...(text !== undefined && { text }) };
  const id = leadId(userId, productId);
  const lead = documents.get('lead', id) ?? newLead(userId, productId);
  documents.put('lead', foldFact(lead, fact));
  noteClient(documents, id, event);
  noteClient(documents, userId, event);
  if (kind === 'requested') foldRequest(documents, factId, id, at);
  else countInMetric(documents, productId, fact); // a request counts on its hour once it is decided
}

/** A decision may have been folded before its request: then it stands. */
function foldRequest(documents: Documents, id: string, lead: string, at: number): void {
  if (!documents.get('request', id)) documents.put('request', { id, leadId: lead, at, decisionNo: 0, standing: 'waiting' });
}

/** Newest in *log order*, the order in which events are folded, live and in a rebuild alike. Seldom another one, so seldom written. */
function noteClient(documents: Documents, id: string, { by }: EventFact): void {
  if (documents.get('lastClient', id)?.client !== by) documents.put('lastClient', { id, client: by });
}

const personOf = (documents: Documents, userId: string) => documents.get('person', userId) ?? newPerson(userId);
