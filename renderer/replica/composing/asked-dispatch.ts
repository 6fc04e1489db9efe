import type { Dispatch, DispatchItem } from '../../../contract/dispatch.ts';
import { foldItem } from '../../../domain/dispatching/item-step.ts';
import { type AskedDispatch, askedNotices, newDispatch, type Recipients, toNoticed } from '../../../domain/dispatching/new-dispatch.ts';
import { resentAs, resentRecipients } from '../../../domain/dispatching/resend.ts';
import type { StoredCommand } from '../stored-command.ts';

type Stored = Pick<StoredCommand, 'id' | 'command' | 'audience'>;

/** What a command asks to be sent, and to whom. */
export type Asked = Readonly<{ terms: AskedDispatch; recipients: Recipients }>;

/** What is known here of the dispatches that there are already. */
export type KnownDispatches = Readonly<{
  dispatch: (id: string) => Dispatch | undefined;
  items: (dispatchId: string) => readonly DispatchItem[];
}>;

/** Undefined for a command that sends nothing, or sends what is not known here. */
export function askedIn({ act }: Stored['command'], known: KnownDispatches): Asked | undefined {
  switch (act.kind) {
    case 'requestDispatch':
      return { terms: act, recipients: act.recipients };
    case 'sendNotices':
      return { terms: askedNotices(act), recipients: toNoticed(act) };
    case 'resendFailed': {
      const dispatch = known.dispatch(act.dispatchId);
      return dispatch && { terms: resentAs(dispatch, act), recipients: resentRecipients(known.items(act.dispatchId)) };
    }
    default:
      return undefined;
  }
}

/**
 * A dispatch that no server has judged yet, as it was confirmed: those who were left out when it was written are left out of it, with the reason (I8). The
 * server's own word takes its place.
 */
export function askedDispatch({ id, command, audience }: Stored, { terms, recipients }: Asked, by: string): Dispatch {
  const { dispatch } = newDispatch({ id, by, at: command.issuedAt }, terms, []);
  const skipped = recipients.filter(({ userId }) => audience?.leftOut[userId]).length;
  return { ...dispatch, counts: { ...dispatch.counts, pending: recipients.length - skipped, skipped } };
}

/** Its recipients. */
export function askedItems({ id, command: { issuedAt: at }, audience }: Stored, { terms, recipients }: Asked): readonly DispatchItem[] {
  return newDispatch({ id, by: '', at }, terms, recipients).items.map((item) => {
    const reason = audience?.leftOut[item.userId];
    return reason ? foldItem(item, { step: 'skipped', attempt: 0, at, reason }) : item;
  });
}
