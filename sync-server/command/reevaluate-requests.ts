import type { ReevaluateRequests } from '../../contract/command/reevaluate-requests.ts';
import type { DecisionPolicy } from '../../contract/policy/decision-policy.ts';
import { decisionId, splitLeadId } from '../../domain/identity/ids.ts';
import { standingAfter, type Verdict } from '../../domain/request-decision/decide.ts';
import { noLessons } from '../../domain/request-decision/learning/lessons.ts';
import { modeOf } from '../../domain/request-decision/learning/when-to-learn.ts';
import { reevaluate } from '../../domain/request-decision/reevaluate.ts';
import { wordsOf } from '../facts/decision-fact.ts';
import { personalOf } from '../facts/personal.ts';
import { systemMember } from '../facts/system-member.ts';
import type { InternalDocuments } from '../store/port/feed.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { loadRequests, type MoveOnGrounds, moveRequests } from './move-requests.ts';

type StandingRequest = InternalDocuments['request'];

/**
 * Puts requests to today's rules again. What comes out as it stands is left as it is, and so is what a person has decided, what has no decision yet, and what
 * cannot be judged since its text was erased. The others are decided anew, as decisions of the rules.
 */
export async function reevaluateRequests({ requests }: ReevaluateRequests, context: CommandContext): Promise<Judgement> {
  await loadRequests(requests, context);
  const known = requests.flatMap(({ leadId, requestEventId }) => {
    const request = context.documents.get('request', requestEventId);
    return request?.leadId === leadId ? [request] : [];
  });
  if (known.length === 0) return rejected('request.unknown');
  await loadRules(known, context);
  const due = known.filter(({ word, decisionNo }) => !word && decisionNo > 0);
  const moves: MoveOnGrounds[] = [];
  for (const request of due) moves.push(...(await moveOf(request, context)));
  if (moves.length === 0) return { outcome: { status: 'applied' } };
  const policyVersion = policyOf(context)?.version ?? 0;
  return {
    outcome: { status: 'applied' },
    effect: { kind: 'decided', requests: moves.map(({ request }) => request), policyVersion },
    ...(await moveRequests(moves, context)),
  };
}

async function loadRules(requests: readonly StandingRequest[], { documents }: CommandContext): Promise<void> {
  await documents.loadNamed('policy', ['decision', noLessons.id]);
  await documents.loadNamed(
    'product',
    requests.map(({ leadId }) => splitLeadId(leadId).productId),
  );
}

/** Where a request comes out otherwise than it stands, the rule's decision on it; whoever has to review it is given the message to read. */
async function moveOf(request: StandingRequest, context: CommandContext): Promise<readonly MoveOnGrounds[]> {
  const { id: requestEventId, leadId, standing: was } = request;
  const text = await textOf(requestEventId, context);
  const verdict = await judged(request, text, context);
  const is = verdict && standingAfter(verdict.outcome);
  if (!verdict || !is || is === was) return [];
  const words = verdict.words?.length ? verdict.words : undefined;
  const said = { words, ...(is === 'waiting' && { message: text }) };
  return [{ request: { leadId, requestEventId, was, is }, grounds: { by: systemMember, verdict, said } }];
}

async function judged(request: StandingRequest, text: string | undefined, context: CommandContext): Promise<Verdict | undefined> {
  const { documents } = context;
  const { productId } = splitLeadId(request.leadId);
  const lessons = documents.get('policy', noLessons.id);
  const past = {
    ...{ productId, product: documents.get('product', productId), text, model: request.model },
    decisions: text === undefined ? await decisionsOn(request, context) : [],
  };
  return reevaluate(past, { policy: policyOf(context), mode: modeOf(lessons?.id === 'lessons' ? lessons : noLessons) });
}

async function textOf(requestEventId: string, { feed }: CommandContext): Promise<string | undefined> {
  const event = await feed.fact(requestEventId);
  return event?.kind === 'event' ? personalOf(event).message : undefined;
}

/** The newest first, with what is left of their words. */
async function decisionsOn({ id, decisionNo }: StandingRequest, { feed }: CommandContext): Promise<readonly Verdict[]> {
  const found: Verdict[] = [];
  for (let no = decisionNo; no > 0; no--) {
    const fact = await feed.fact(decisionId(id, no));
    if (fact?.kind !== 'decision') continue;
    const { outcome, rule, version, span } = fact.body;
    const { words } = wordsOf(fact);
    found.push({ outcome, rule, version, ...(span && { span }), ...(words && { words }) });
  }
  return found;
}

function policyOf({ documents }: CommandContext): DecisionPolicy | undefined {
  const policy = documents.get('policy', 'decision');
  return policy?.id === 'decision' ? policy : undefined;
}
