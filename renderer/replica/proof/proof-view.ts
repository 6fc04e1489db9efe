import type { Difference } from './difference.ts';
import type { CollectionProof, ProofDetail, ProofState } from './proof-state.ts';

/** A difference with what people call the document: of a lead the user and the product, of a person or product its name. */
export type NamedDifference = Difference & Readonly<{ user?: string; product?: string }>;

export type ProofView = Readonly<{
  state: ProofState;
  collections: readonly CollectionProof[];
  /** The newest, newest first. */
  found: readonly NamedDifference[];
}>;

/** What names are looked up in; what was removed has none any more. */
export type Names = Readonly<{ person: (userId: string) => string | undefined; product: (productId: string) => string | undefined }>;

export const proofView = ({ state, collections, differences }: ProofDetail, names: Names): ProofView => ({
  ...{ state, collections },
  found: differences.recent.map((difference) => ({ ...difference, ...namesOf(difference, names) })),
});

function namesOf({ collection, id }: Difference, { person, product }: Names): Pick<NamedDifference, 'user' | 'product'> {
  if (collection === 'lead') {
    const [userId = id, productId] = id.split('~');
    return { user: person(userId) ?? userId, ...(productId !== undefined && { product: product(productId) ?? productId }) };
  }
  if (collection === 'person') return { user: person(id) ?? id };
  return collection === 'product' ? { product: product(id) ?? id } : {};
}
