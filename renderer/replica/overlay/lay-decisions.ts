import type { Lead } from '../../../contract/lead.ts';
import type { MovedRequest } from '../../../contract/request-standing.ts';
import { type DecidedOtherwise, dueDecision } from '../../../domain/request-decision/due-decisions.ts';
import type { StandingRequest } from '../../../domain/request-decision/reverse-decisions.ts';
import { decisionRules, dueByRules } from '../requests/due-by-rules.ts';
import { decideOn, type KnownRequest, requestOnLead } from '../requests/known-request.ts';
import type { RequestPlace } from '../requests/review-row.ts';
import { askedLead, type Laying, type Step, shownPolicy, shownProduct } from './laying.ts';

type DueOf<R> = (request: R, now: KnownRequest, lead: Lead) => MovedRequest | undefined;

/** Decides what is due of these requests, each by how it stands for the ones before it; what is not, is as the server leaves it. */
export function decideAll<R extends RequestPlace>(step: Step, requests: readonly R[], dueOf: DueOf<R>): readonly MovedRequest[] {
  return requests.flatMap((request) => {
    const lead = askedLead(step, request.leadId);
    const now = lead && knownRequest(step, request.requestEventId, lead);
    if (lead) step.touch(lead);
    const due = now && dueOf(request, now, lead);
    if (!due) return [];
    const after = decideOn(lead, now, due, step.id);
    step.draft.requests.set(request.requestEventId, after.request);
    step.touch(after.lead);
    return due;
  });
}

/** By a person's word. */
export const byWord =
  ({ author: { by } }: Step) =>
  (word: DecidedOtherwise, now: KnownRequest) =>
    dueDecision(word, toStanding(now), { by, wordOf: undefined });

/** By the rules that hold. */
export const byRules = (laying: Laying) => (place: RequestPlace, now: KnownRequest, lead: Lead) =>
  dueByRules(
    { ...place, standing: now.is, word: now.word, lead },
    {
      past: laying.under.past,
      product: (productId) => shownProduct(laying, productId),
      rules: { policy: decisionRules(shownPolicy(laying, 'decision')), mode: laying.under.classifierMode() },
    },
  );

/** How a request stands by what is shown; undefined where nothing is known of it. */
export function standingRequest(laying: Laying, requestEventId: string): StandingRequest | undefined {
  const known = knownRequest(laying, requestEventId);
  return known && toStanding(known);
}

const knownRequest = ({ draft, under }: Laying, requestEventId: string, lead?: Lead) =>
  draft.requests.get(requestEventId) ?? under.decision(requestEventId) ?? (lead && requestOnLead(lead, requestEventId));

const toStanding = ({ is: standing, commandId, word }: KnownRequest): StandingRequest => ({ standing, commandId, word });
