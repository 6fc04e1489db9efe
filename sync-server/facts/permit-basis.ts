import type { DispatchItem } from '../../contract/dispatch.ts';
import type { Person } from '../../contract/person.ts';
import type { Product } from '../../contract/product.ts';
import type { Documents } from './documents.ts';

type Recipient = Pick<DispatchItem, 'userId' | 'productIds'>;

/** What a permit is judged by (I8). */
export type PermitBasis = Readonly<{ person: Person | undefined; products: readonly (Product | undefined)[] }>;

export async function loadPermitBasis(documents: Documents, recipients: readonly Recipient[]): Promise<void> {
  await documents.loadNamed(
    'person',
    recipients.map(({ userId }) => userId),
  );
  await documents.loadNamed(
    'product',
    recipients.flatMap(({ productIds }) => productIds),
  );
}

export const permitBasis = (documents: Documents, { userId, productIds }: Recipient): PermitBasis => ({
  person: documents.get('person', userId),
  products: productIds.map((id) => documents.get('product', id)),
});
