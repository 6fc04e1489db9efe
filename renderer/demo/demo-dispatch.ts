import type { AdapterId, DispatchItem, ItemState, ItemStep } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Lead } from '../../contract/lead.ts';
import type { SendingRules } from '../../contract/policy/sending-policy.ts';
import type { Product } from '../../contract/product.ts';
import { type Afterwards, afterwardsOf } from '../../domain/dispatching/afterwards.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { afterDispatchStep, endOf } from '../../domain/dispatching/dispatch-step.ts';
import { foldItem } from '../../domain/dispatching/item-step.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import { newDispatch } from '../../domain/dispatching/new-dispatch.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { unwritten, type WrittenMessage } from '../../domain/dispatching/written-message.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { maskPhone } from '../../domain/person/mask-phone.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { neighboursAmong } from '../../domain/recommendation/neighbour-lists.ts';
import { type Recommendation, recommend } from '../../domain/recommendation/recommend.ts';
import type { WholePlan } from '../replica/composing/whole-plan.ts';
import { messageWriter } from '../replica/composing/write-message.ts';
import type { PlannedRecipient } from '../replica/desk/dispatch-plan.ts';
import type { FacetCount } from '../replica/desk/lead-view.ts';
import type { DispatchView, ItemView } from '../replica/desk.ts';
import type { Known } from './demo-rows.ts';

/** The recommendations of each user, from the same rules as the real desk. */
export function recommender({ leads, products }: Known): (userId: string, count: number) => readonly Recommendation[] {
  const byUser = new Map<string, Lead[]>();
  for (const lead of leads.values()) byUser.set(lead.userId, [...(byUser.get(lead.userId) ?? []), lead]);
  const neighbours = neighboursAmong([...byUser.values()].map((own) => new Set(own.map(({ productId }) => productId))));
  return (userId, count) => {
    const interests = (byUser.get(userId) ?? []).map(({ productId, questions, refusals }) => ({
      productId,
      weight: 1 + questions,
      refused: refusals > 0,
    }));
    return recommend(interests, { products, popularity: new Map(), neighbours }, count);
  };
}

/** What the shop goes by, and what its messages travel by. */
export type DemoTerms = Readonly<{ policy: SendingRules; provider: AdapterId }>;

/** One recipient a person, with what they would get or why not. */
export function planFor(
  selected: readonly Lead[],
  known: Known,
  now: number,
  written: WrittenMessage = unwritten,
  { policy, provider }: DemoTerms = { policy: shippedRules('sending'), provider: 'sandbox' },
): WholePlan {
  const recommendationsOf = recommender(known);
  const leadsOf = new Map<string, Lead[]>();
  for (const lead of selected) leadsOf.set(lead.userId, [...(leadsOf.get(lead.userId) ?? []), lead]);
  const choices = [...new Set(selected.map(({ userId }) => userId))].map((userId) =>
    choose(userId, known, recommendationsOf, written.products),
  );
  const permits = permitAll(
    choices.map(({ userId, products }) => ({
      ...{ person: known.persons.get(userId), sameNumber: [], policy, sent: [] },
      products: products.length > 0 ? products : [undefined],
      ...{ channel: 'kakao_brand' as const, repeatAllowed: written.repeatAllowed ?? false, sandbox: provider === 'sandbox' },
    })),
    Math.max(now, written.sendAt ?? now),
  );
  const write = messageWriter({ provider, sender: messageSender(policy), text: written.text });
  const recipients = choices.map((choice, index): PlannedRecipient => {
    const name = known.persons.get(choice.userId)?.name?.value;
    const leadIds = (leadsOf.get(choice.userId) ?? []).map(({ id }) => id);
    const who = { ...choice, leadIds, ...(name !== undefined && { name }) };
    const answer = permits[index];
    if (answer?.kind === 'skip') return { ...who, skipped: answer.reasons[0] };
    const { skipped } = write(choice.products, name);
    return { ...who, ...(skipped && { skipped }) };
  });
  const left = recipients.flatMap(({ skipped }) => (skipped ? [skipped] : []));
  const startsAt = permits.find((answer) => answer.kind === 'hold')?.until;
  return { recipients, sendable: recipients.length - left.length, skipped: counted(left), ...(startsAt !== undefined && { startsAt }) };
}

function choose(userId: string, known: Known, recommendationsOf: ReturnType<typeof recommender>, chosen: WrittenMessage['products']) {
  const recommended = chosen.kind === 'each' ? recommendationsOf(userId, chosen.count) : [];
  const ids = chosen.kind === 'each' ? recommended.map(({ productId }) => productId) : chosen.productIds;
  return {
    userId,
    products: ids.flatMap((id) => known.products.get(id) ?? []),
    ...(recommended[0] && { because: recommended[0].because }),
  };
}

function counted(codes: readonly FailureCode[]): FacetCount<FailureCode>[] {
  return [...new Set(codes)]
    .map((value) => ({ value, count: codes.filter((code) => code === value).length }))
    .sort((a, b) => b.count - a.count);
}

export type DemoDispatch = Readonly<{ view: Omit<DispatchView, 'counts'>; items: readonly ItemView[] }>;

export function toItems(dispatchId: string, plan: WholePlan, at: number): ItemView[] {
  return plan.recipients.map(
    ({ userId, name, leadIds, products, skipped }): ItemView => ({
      id: itemId(dispatchId, userId),
      dispatchId,
      userId,
      productIds: products.map(({ id }) => id),
      productNames: products.map((product) => product.name),
      state: skipped ? 'skipped' : 'pending',
      ...(skipped && { reason: skipped }),
      ...(name !== undefined && { name }),
      maskedPhone: maskPhone(`0102345${userId.slice(-4)}`),
      ...(leadIds[0] !== undefined && { leadId: leadIds[0] }),
      at,
      attempt: 0,
      history: [],
    }),
  );
}

/** What the sandbox does to a queued item: it is shown, or now and then its answer never comes. */
export function delivered(item: ItemView, index: number, products: ReadonlyMap<string, Product>, at: number): ItemView {
  if (item.state !== 'pending') return item;
  const message = composeMessage(item.productIds.flatMap((id) => products.get(id) ?? []));
  const steps = stepsOf(index);
  let one = item;
  for (const [n, step] of steps.entries()) {
    const taken = { step, at: at - (steps.length - n) * demoStepMs, attempt: n === 0 ? 0 : 1 };
    one = { ...foldItem(one, { ...taken, ...(step === 'claimed' && { message }), ...demoAnswer(step) }), productNames: item.productNames };
  }
  return one;
}

function demoAnswer(step: ItemStep): Partial<ItemView> {
  switch (step) {
    case 'delivered':
      return { via: 'kakao', rawCode: '4000', rawText: '전송 완료' };
    case 'failed':
      return { reason: 'provider.rejected', rawCode: '3104', rawText: '카카오톡을 쓰지 않는 번호' };
    case 'ambiguous':
    case 'uncertain':
      return { reason: 'provider.unknownResult' };
    default:
      return {};
  }
}

const demoStepMs = 420;
const handedOver = ['eligible', 'claimed', 'prepared', 'committed'] as const;

/** Most arrive; now and then one is refused, or its answer never comes. */
function stepsOf(index: number): readonly ItemStep[] {
  if (index % 19 === 18) return [...handedOver, 'ambiguous', 'uncertain'];
  if (index % 23 === 7) return [...handedOver, 'failed'];
  return index % 5 === 4 ? [...handedOver, 'accepted'] : [...handedOver, 'accepted', 'delivered'];
}

export const demoAfterwards = (dispatch: DemoDispatch | undefined, { leads }: Known): Afterwards =>
  afterwardsOf(dispatch?.items ?? [], (userId) =>
    Number(userId.slice(1)) % 3 === 0 ? [...leads.values()].filter((lead) => lead.userId === userId).map(cameBack) : [],
  );

/** As if they had been back just now. */
const cameBack = (lead: Lead): Lead => ({ ...lead, lastSeenAt: Number.MAX_SAFE_INTEGER });

export const viewOf = ({ view, items }: DemoDispatch): DispatchView => {
  const counts = countStates(items);
  const end = view.state === 'cancelled' ? null : endOf(counts);
  return { ...view, counts, state: (end && afterDispatchStep('sending', end)) ?? view.state };
};

/** A dispatch of the demo as it begins. */
export const demoView = (id: string, by: string, at: number): Omit<DispatchView, 'counts' | 'pending'> =>
  newDispatch({ id, by, at }, {}, []).dispatch;

const countStates = (items: readonly DispatchItem[]): Record<ItemState, number> =>
  Object.fromEntries(itemStates.map((state) => [state, items.filter((item) => item.state === state).length])) as Record<ItemState, number>;
