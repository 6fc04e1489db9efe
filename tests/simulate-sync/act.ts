import type { DispatchState } from '../../contract/dispatch.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import type { Acts } from '../../renderer/replica/desk-acts.ts';
import { wasCalledBefore } from './called-before.ts';
import type { OpenDesk } from './desk.ts';
import type { Step } from './story/step.ts';
import type { World } from './world.ts';

/** What is done at a desk. */
export type Act = Extract<
  Step,
  {
    do:
      | 'patch'
      | 'undo'
      | 'decide'
      | 'dispatch'
      | 'limits'
      | 'cancel'
      | 'pause'
      | 'resume'
      | 'resend'
      | 'settle'
      | 'review'
      | 'dismiss'
      | 'record'
      | 'segment';
  }
>;

/** What a marketer remembers of what she did. */
export type Memory = { done: { undoes: string; leads: number }[]; dispatches: string[] };

/** Does one thing at an open desk; what there is nothing to do it to is not done. */
export async function act(step: Act, { acts, replica }: OpenDesk, memory: Memory, world: World): Promise<void> {
  const { view } = replica;
  switch (step.do) {
    case 'patch': {
      const change = { field: step.field, ...(step.to !== undefined && { to: step.to }) };
      const done = await acts.patch({ kind: 'ids', ids: step.leads }, [change]);
      if (done.leads > 0) memory.done.push(done);
      return;
    }
    case 'undo': {
      const done = memory.done[step.choice % Math.max(1, memory.done.length)];
      if (done) await acts.undo(done);
      return;
    }
    case 'decide': {
      const leads = [...view.documents.of('lead').values()].filter(({ lastRequest }) => lastRequest);
      const lead = leads[step.choice % Math.max(1, leads.length)];
      if (lead?.lastRequest)
        await acts.decide(
          [{ leadId: lead.id, requestEventId: lead.lastRequest.requestEventId }],
          step.choice % 2 === 0 ? 'approve' : 'refuse',
        );
      return;
    }
    case 'dispatch': {
      const selection = { kind: 'ids', ids: step.leads } as const;
      const products = step.productId === undefined ? unwritten.products : { kind: 'same' as const, productIds: [step.productId] };
      const composed = {
        selection,
        products,
        anyway: step.anyway,
        ...(step.inMs !== undefined && { sendAt: world.clock.now() + step.inMs }),
      };
      const plan = await acts.planDispatch(composed);
      if (plan.people === 0) return;
      const { dispatchId } = await acts.requestDispatch(plan, composed);
      memory.dispatches.push(dispatchId);
      return;
    }
    case 'cancel': {
      const dispatchId = memory.dispatches[step.choice % Math.max(1, memory.dispatches.length)];
      if (dispatchId) await acts.cancelDispatch(dispatchId);
      return;
    }
    case 'limits': {
      if (view.policy('sending') === undefined) await acts.setPolicy({ ...defaultSendingRules, ...noLimits, ...sender }, 0);
      return;
    }
    case 'record': {
      const { userId, granted, agoMs } = step;
      await acts.recordConsent({ userId, granted, purpose: 'ad', channel: 'kakao', at: world.clock.now() - agoMs, evidence: '전화로' });
      return;
    }
    case 'segment':
      return changeSegment(step, view, acts);
    case 'pause': {
      const running = dispatchesIn(view, ['synced', 'scheduled', 'checking', 'sending']);
      const one = running[step.choice % Math.max(1, running.length)];
      if (one) await acts.pauseDispatch(one.id);
      return;
    }
    case 'resume': {
      const held = dispatchesIn(view, ['held']);
      const one = held[step.choice % Math.max(1, held.length)];
      if (one) await (wasCalledBefore(world, one.id) ? acts.cancelDispatch(one.id) : acts.resumeDispatch(one.id));
      return;
    }
    case 'resend': {
      const ended = dispatchesIn(view, ['failed', 'partially_failed']);
      const one = ended[step.choice % Math.max(1, ended.length)];
      if (one) memory.dispatches.push((await acts.resendFailed(one.id)).dispatchId);
      return;
    }
    case 'settle': {
      const doubtful = [...view.documents.of('dispatchItem').values()].filter(({ state }) => state === 'uncertain');
      const one = doubtful[step.choice % Math.max(1, doubtful.length)];
      const wasSent = world.kakao.shown.some(({ itemId }) => itemId === one?.id); // she has asked the customer
      if (one) await acts.settleItem(one.id, wasSent ? 'sent' : 'notSent');
      return;
    }
    case 'review': {
      const waiting = replica.commands.all().filter(({ review, withdrawn, posted }) => review && !withdrawn && !posted);
      const one = waiting[step.choice % Math.max(1, waiting.length)];
      if (one) await (step.choice % 3 === 0 ? acts.discardDispatch(one.id) : acts.sendAsComposed(one.id));
      return;
    }
    case 'dismiss': {
      const refused = replica.commands.all().filter(({ outcome }) => outcome?.status === 'rejected');
      const one = refused[step.choice % Math.max(1, refused.length)];
      if (one) await acts.dismissRefused(one.id);
      return;
    }
  }
}

const dispatchesIn = (view: OpenDesk['replica']['view'], states: readonly DispatchState[]) =>
  [...view.documents.of('dispatch').values()].filter(({ state }) => states.includes(state));

/** As far as the contract lets a shop go. */
const noLimits = { capPerDay: 100, capPerWeek: 700, repeatDays: 0 };

/** Who sends, as the law wants it said. */
const sender = { senderName: '가게', senderContact: '02-123-4567', freeOptOut: '080-123-4567' };

async function changeSegment(
  { what, tag, choice }: Extract<Act, { do: 'segment' }>,
  view: OpenDesk['replica']['view'],
  acts: Acts,
): Promise<void> {
  const shown = view.segments();
  const one = shown[choice % Math.max(1, shown.length)];
  const filter = { ...everyLead, tags: [tag] };
  if (what === 'make' || !one) await acts.saveSegment({ name: `${tag} ${choice}`, filter });
  else if (what === 'rename') await acts.saveSegment({ segmentId: one.id, name: `${tag} ${choice}` });
  else if (what === 'narrow') await acts.saveSegment({ segmentId: one.id, filter });
  else await acts.deleteSegment(one.id);
}
