import type { FastifyInstance } from 'fastify';
import { type Outcome, OutcomeBatch } from '../../contract/command.ts';
import { LeadId } from '../../contract/identifier.ts';
import type { Lead } from '../../contract/lead.ts';
import { LeadPatch, LeadsPage, LeadsQuery, Recommendations, RecommendationsQuery, ScoredLead } from '../../contract/lead-api.ts';
import { type LeadAnswer, type LeadEvent, LeadEvents } from '../../contract/lead-event.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { z } from '../../contract/zod.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { hash } from '../../domain/identity/hash.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { EventFact, PlacedFact } from '../store/port/fact.ts';
import type { GivenAnswer } from '../store/port/outbox.ts';
import type { Store } from '../store/port/store.ts';
import type { Auth } from './auth.ts';
import type { ApplyCommands } from './commands-route.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';
import { scoredLeads } from './scored-leads.ts';
import type { Member } from './session-token.ts';

const Params = z.strictObject({ id: LeadId });
const maxEvents = 500;
/** Of so many of the newest requests it is told what their chat heard. */
const maxAnswered = 50;
const IfMatch = z.object({ 'if-match': z.string().optional().describe('The ETag of what was read; `from` is not read then') });
const etag = { type: 'string', description: 'Hash of the lead' } as const;

export type LeadsPorts = Readonly<{
  auth: Auth;
  store: Pick<Store, 'feed' | 'log' | 'outbox'>;
  apply: ApplyCommands;
  /** At most so many products for a user. */
  recommendTo(workspace: string, userId: string, limit: number): Promise<Recommendations>;
  now(): number;
  /** A fresh ULID of this time. */
  newId(now: number): string;
}>;

/** Leads for programs that are no desk. A change goes the way every change goes: as a command. */
export function leadsRoutes(app: FastifyInstance, { auth, store, apply, recommendTo, now, newId }: LeadsPorts): void {
  const route = { tag: 'leads', opens: 'member' } as const;
  const byMember = { onRequest: auth.member };

  const list = describe({ ...route, summary: 'Leads by id', query: LeadsQuery, answer: LeadsPage });
  app.get('/v1/leads', { ...list, ...byMember }, async (request): Promise<LeadsPage> => {
    const { after = '', limit } = parsed(LeadsQuery, request.query);
    const leads = await store.feed.documentsFrom(auth.memberOf(request).workspace, 'lead', '', after, limit);
    const last = leads.length === limit ? leads.at(-1) : undefined;
    const scored = await scoresOf(auth.memberOf(request).workspace, leads);
    return { leads: scored, ...(last && { next: last.id }) };
  });

  const one = describe({
    ...route,
    summary: 'One lead; its ETag changes whenever it does, and not with its score',
    params: Params,
    answer: ScoredLead,
    answerHeaders: { etag },
  });
  app.get('/v1/leads/:id', { ...one, ...byMember }, async (request, reply): Promise<ScoredLead> => {
    const member = auth.memberOf(request);
    const lead = await leadOf(member, parsed(Params, request.params).id);
    reply.header('etag', etagOf(lead));
    const [scored] = await scoresOf(member.workspace, [lead]);
    return scored as ScoredLead;
  });

  const events = describe({ ...route, summary: 'The chat events of a lead, newest first', params: Params, answer: LeadEvents });
  app.get('/v1/leads/:id/events', { ...events, ...byMember }, async (request): Promise<LeadEvents> => {
    const member = auth.memberOf(request);
    const { id } = await leadOf(member, parsed(Params, request.params).id);
    const facts = await store.log.ofLead(member.workspace, id, maxEvents);
    const answered = await answersOf(member, facts.filter(isRequest).slice(0, maxAnswered));
    return { events: facts.filter(isEvent).flatMap((fact) => toLeadEvent(fact, answered.get(fact.factId))) };
  });

  const recommended = describe({
    ...route,
    summary: "What to offer the lead's user, best first, and why: as the desks show it",
    params: Params,
    query: RecommendationsQuery,
    answer: Recommendations,
  });
  app.get('/v1/leads/:id/recommendations', { ...recommended, ...byMember }, async (request): Promise<Recommendations> => {
    const member = auth.memberOf(request);
    const { userId } = await leadOf(member, parsed(Params, request.params).id);
    return recommendTo(member.workspace, userId, parsed(RecommendationsQuery, request.query).limit);
  });

  const patch = describe({
    ...route,
    summary: 'Changes fields of a lead',
    params: Params,
    headers: IfMatch,
    body: LeadPatch,
    answer: OutcomeBatch,
  });
  app.patch('/v1/leads/:id', { ...patch, ...byMember }, async (request): Promise<OutcomeBatch> => {
    const member = auth.memberOf(request);
    const lead = await leadOf(member, parsed(Params, request.params).id);
    const { changes } = parsed(LeadPatch, jsonOf(request.body));
    const seen = request.headers['if-match'];
    if (seen !== undefined && seen !== etagOf(lead)) throw new HttpFailure('request.preconditionFailed');
    const groups = changes.map((change) => {
      const from = seen === undefined ? change.from : readField(lead, change.field);
      return { ...change, from, leads: [lead.id] };
    });
    const issuedAt = now();
    const outcomes: readonly Outcome[] = await apply(member, [{ id: newId(issuedAt), issuedAt, act: { kind: 'patchLeads', groups } }]);
    return { protocol: PROTOCOL_VERSION, outcomes: [...outcomes] };
  });

  const scoresOf = (workspace: string, leads: readonly Lead[]) => scoredLeads(store.feed, workspace, leads, kstDay(now()));

  async function answersOf({ workspace }: Member, requests: readonly PlacedEventFact[]): Promise<ReadonlyMap<string, LeadAnswer[]>> {
    const answers = new Map<string, LeadAnswer[]>();
    for (const { factId, by, position } of requests) {
      const given = await store.outbox.answersTo(workspace, { client: by, eventId: factId, position });
      answers.set(factId, lastOfEach(given));
    }
    return answers;
  }

  async function leadOf({ workspace }: Member, id: string): Promise<Lead> {
    const lead = (await store.feed.documents(workspace, 'lead', [id])).get(id);
    if (!lead) throw new HttpFailure('request.notFound', 'lead');
    return lead;
  }
}

const etagOf = (lead: Lead) => `"${hash(canonicalJson(lead))}"`;

type PlacedEventFact = EventFact & Readonly<{ position: number }>;
const isEvent = (fact: PlacedFact): fact is PlacedEventFact => fact.kind === 'event';
const isRequest = (fact: PlacedFact): fact is PlacedEventFact => fact.kind === 'event' && fact.body.kind === 'requested';

/** A message that was queued again for a duplicate is the same message: it is acknowledged once any of them was. */
function lastOfEach(given: readonly GivenAnswer[]): LeadAnswer[] {
  const answers = new Map<string, LeadAnswer>();
  for (const { message, doneAt } of given) {
    const acknowledgedAt = answers.get(message.id)?.acknowledgedAt ?? doneAt;
    answers.set(message.id, { id: message.id, kind: message.kind, ...(acknowledgedAt !== undefined && { acknowledgedAt }) });
  }
  return [...answers.values()];
}

function toLeadEvent({ factId, at, body, personal }: EventFact, answers: LeadAnswer[] | undefined): LeadEvent[] {
  if (body.kind !== 'searched' && body.kind !== 'questioned' && body.kind !== 'requested') return [];
  const message = personal[0]?.part.message;
  return [{ factId, at, kind: body.kind, ...(message !== undefined && { message }), ...(answers && { answers }) }];
}
