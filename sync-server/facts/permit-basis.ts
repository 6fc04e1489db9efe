import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { OwnBasis } from '../../domain/dispatching/permit-all.ts';
import { sentAmong } from '../../domain/dispatching/sent-before.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { Documents } from './documents.ts';

type Recipient = Pick<DispatchItem, 'userId' | 'productIds'>;

/** What holds for a whole dispatch. */
export type DispatchTerms = Pick<OwnBasis, 'channel' | 'repeatAllowed' | 'sandbox'>;

/** Nothing but the sandbox can be configured. */
export const termsOf = ({ repeatAllowed }: Pick<Dispatch, 'repeatAllowed'>): DispatchTerms => ({
  channel: 'kakao_brand',
  repeatAllowed: repeatAllowed === true,
  sandbox: true,
});

/** Loads what the permits of these recipients are judged by (I8). */
export async function loadPermitBasis(documents: Documents, recipients: readonly Recipient[]): Promise<void> {
  const users = recipients.map(({ userId }) => userId);
  await documents.loadNamed('policy', ['sending']);
  await documents.loadNamed('person', users);
  await documents.loadNamed(
    'product',
    recipients.flatMap(({ productIds }) => productIds),
  );
  await documents.loadNamed('sentTo', users);
  await documents.loadNamed(
    'dispatchItem',
    users.flatMap((userId) => documents.get('sentTo', userId)?.items ?? []),
  );
}

/** What was loaded for one of them. */
export function permitBasis(documents: Documents, { userId, productIds }: Recipient, terms: DispatchTerms): OwnBasis {
  const policy = documents.get('policy', 'sending');
  return {
    ...terms,
    person: documents.get('person', userId),
    sameNumber: [],
    products: productIds.map((id) => documents.get('product', id)),
    policy: policy?.id === 'sending' ? policy : shippedRules('sending'),
    sent: sentAmong((documents.get('sentTo', userId)?.items ?? []).flatMap((id) => documents.get('dispatchItem', id) ?? [])),
  };
}
