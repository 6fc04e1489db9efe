import type { Dispatch } from '../../contract/dispatch.ts';
import { isCalledOff } from '../../domain/dispatching/dispatch-step.ts';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import type { Recipients } from '../../domain/dispatching/new-dispatch.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { isOut } from '../../domain/dispatching/sent-before.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toHeldFact, toItemFact } from '../facts/item-fact.ts';
import { partsOfMessage } from '../facts/message-parts.ts';
import { loadPermitBasis, numbersTaken, permitBasis, termsOf } from '../facts/permit-basis.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

type Asked = Pick<Dispatch, 'channel' | 'repeatAllowed' | 'sendAt' | 'part'>;

/**
 * A new dispatch, judged for the moment for which it is asked: whoever may not be written to then is skipped (I8). A part of a message is judged with
 * its other parts that are here: somebody's number counts once over all of them, and what a person has called off or paused meanwhile is called off or
 * paused in it too.
 */
export async function queueDispatch(asked: Asked, recipients: Recipients, context: CommandContext): Promise<Judgement> {
  const { commandId: id, documents } = context;
  const ids = await partsOfMessage(documents, { id, ...(asked.part && { part: asked.part }) });
  const others = await loadOthers(ids, context);
  if (others.some(({ requestedBy }) => requestedBy !== context.by)) return rejected('command.forbidden'); // a message is one member's (I9)
  const skipped = await skippedAmong(asked, recipients, ids, context);
  const isSkipped = new Set(skipped.map(({ userId }) => userId));
  const left = recipients.filter(({ userId }) => !isSkipped.has(userId));
  const consequences = [...skipped.map(({ fact }) => fact), ...stopped(left, others, context)];
  return { outcome: { status: 'applied' }, consequences };
}

async function loadOthers(ids: ReadonlySet<string>, { commandId, documents }: CommandContext): Promise<readonly Dispatch[]> {
  const others = [...ids].filter((id) => id !== commandId);
  await documents.loadNamed('dispatch', others);
  return others.flatMap((id) => documents.get('dispatch', id) ?? []);
}

type Skipped = Readonly<{ userId: string; fact: DispatchFact }>;

async function skippedAmong(
  dispatch: Asked,
  recipients: Recipients,
  parts: ReadonlySet<string>,
  context: CommandContext,
): Promise<readonly Skipped[]> {
  const { documents, provider, now } = context;
  const asked = { terms: termsOf({ ...dispatch, provider }), now: Math.max(now, dispatch.sendAt ?? 0) };
  await loadPermitBasis(documents, recipients, asked);
  const bases = recipients.map((recipient) => permitBasis(documents, recipient, asked));
  const taken = await numbersTaken(documents, parts, recipients, (item) => isOpen(item.state) || isOut(item));
  return permitAll(bases, asked.now, taken).flatMap((answer, index) => {
    const { userId } = recipients[index] as Recipients[number];
    const detail = { step: 'skipped', attempt: 0 } as const;
    return answer.kind === 'skip'
      ? [{ userId, fact: toItemFact({ item: itemOf(userId, context), ...detail, reason: answer.reasons[0] }, context) }]
      : [];
  });
}

/** What a person's word on the other parts says of this one: to be called off is more than to be paused. */
function stopped(left: Recipients, others: readonly Dispatch[], context: CommandContext): readonly DispatchFact[] {
  if (left.length === 0) return [];
  if (others.some(isCalledOff))
    return left.map(({ userId }) => toItemFact({ item: itemOf(userId, context), step: 'cancelled', attempt: 0 }, context));
  const isPaused = others.some(({ hold }) => hold?.reason === 'paused');
  return isPaused ? [toHeldFact(context.commandId, 1, { reason: 'paused' }, context)] : [];
}

const itemOf = (userId: string, { commandId: dispatchId }: CommandContext) => ({ id: itemId(dispatchId, userId), dispatchId, userId });
