import type { DispatchItem } from '../../../contract/dispatch.ts';
import type { Product } from '../../../contract/product.ts';
import type { OwnBasis } from '../../../domain/dispatching/permit-all.ts';
import { sentAmong } from '../../../domain/dispatching/sent-before.ts';
import { toMobileNumber } from '../../../domain/person/mobile-number.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import type { View } from '../view.ts';

/** What holds for a whole dispatch. */
export type DispatchTerms = Pick<OwnBasis, 'channel' | 'repeatAllowed' | 'sandbox'>;

/** Of most people there is nothing: ten thousand of them share it. */
const none: readonly never[] = [];

type Known = Pick<View, 'person' | 'documents' | 'policy'> & Readonly<{ indexes: Pick<View['indexes'], 'itemsOfUser' | 'usersOfNumber'> }>;

/** What this desk knows of one recipient, as the server will judge it (I8). The policy is the same for as many as are asked about in one go. */
export function permitBases(
  view: Known,
  { channel, repeatAllowed, sandbox }: DispatchTerms,
): (userId: string, products: readonly (Product | undefined)[]) => OwnBasis {
  const policy = view.policy('sending') ?? shippedRules('sending');
  return (userId, products) => {
    const person = view.person(userId);
    const others = othersWith(view, userId, person?.phone?.value);
    const all = others.length === 0 ? itemsOf(view, userId) : [userId, ...others].flatMap((id) => itemsOf(view, id));
    return {
      channel, // each by its name: to spread the terms costs more than the rest of it
      repeatAllowed,
      sandbox,
      person,
      products,
      policy,
      sameNumber: others.length === 0 ? none : others.flatMap((id) => view.person(id) ?? []),
      sent: all.length === 0 ? none : sentAmong(all),
    };
  };
}

function othersWith({ indexes }: Known, userId: string, phone: string | undefined): readonly string[] {
  const number = phone === undefined ? undefined : toMobileNumber(phone);
  const users = number === undefined ? undefined : indexes.usersOfNumber.of(number);
  return !users || users.size < 2 ? none : [...users].filter((id) => id !== userId);
}

function itemsOf({ indexes, documents }: Known, userId: string): readonly DispatchItem[] {
  const ids = indexes.itemsOfUser.of(userId);
  return ids.size === 0 ? none : [...ids].flatMap((id) => documents.of('dispatchItem').get(id) ?? []);
}
