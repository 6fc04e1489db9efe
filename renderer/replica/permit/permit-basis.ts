import type { Product } from '../../../contract/product.ts';
import type { OwnBasis } from '../../../domain/dispatching/permit-all.ts';
import { sentAmong } from '../../../domain/dispatching/sent-before.ts';
import { toMobileNumber } from '../../../domain/person/mobile-number.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import type { View } from '../view.ts';

/** What holds for a whole dispatch. */
export type DispatchTerms = Pick<OwnBasis, 'channel' | 'repeatAllowed' | 'sandbox'>;

type Known = Pick<View, 'person' | 'documents' | 'policy'> & Readonly<{ indexes: Pick<View['indexes'], 'itemsOfUser' | 'usersOfNumber'> }>;

/** What this desk knows of one recipient, as the server will judge it (I8). The policy is the same for as many as are asked about in one go. */
export function permitBases(view: Known, terms: DispatchTerms): (userId: string, products: readonly (Product | undefined)[]) => OwnBasis {
  const policy = view.policy('sending') ?? shippedRules('sending');
  return (userId, products) => {
    const person = view.person(userId);
    const others = othersWith(view, userId, person?.phone?.value);
    return {
      ...terms,
      ...{ person, products, policy },
      sameNumber: others.flatMap((id) => view.person(id) ?? []),
      sent: sentAmong([userId, ...others].flatMap((id) => itemsOf(view, id))),
    };
  };
}

function othersWith({ indexes }: Known, userId: string, phone: string | undefined): readonly string[] {
  const number = phone === undefined ? undefined : toMobileNumber(phone);
  const users = number === undefined ? undefined : indexes.usersOfNumber.of(number);
  return !users || users.size < 2 ? [] : [...users].filter((id) => id !== userId);
}

const itemsOf = ({ indexes, documents }: Known, userId: string) =>
  [...indexes.itemsOfUser.of(userId)].flatMap((id) => documents.of('dispatchItem').get(id) ?? []);
