import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import type { Product } from '../../contract/product.ts';

/** What a request is about; `product` is absent for what is not in the catalogue. */
export type RequestedProduct = Readonly<{ productId: string; product: Product | undefined }>;

type ProductRule = Readonly<{
  id: string;
  version: number;
  judge: (requested: RequestedProduct, policy: DecisionRules) => DecisionOutcome | 'read' | undefined;
}>;

/** As long as nobody has set another: nothing can be done about what is not to be had. */
export const shippedDecisionRules: DecisionRules = {
  id: 'decision',
  outOfStock: 'refuse',
  discontinued: 'refuse',
  classifierDoubts: true,
  products: [],
  categories: [],
};

/**
 * What the shop says of the product that a request is about, never what its message says. What a person wrote of one product stands before
 * what holds of its category, and both before what its stock says.
 */
export const productRules: readonly ProductRule[] = [
  {
    id: 'policy.product',
    version: 1,
    judge: ({ productId: own }, { products }) => products.find(({ productId }) => productId === own)?.outcome,
  },
  {
    id: 'policy.category',
    version: 1,
    judge: ({ product }, { categories }) => categories.find(({ category }) => category === product?.category)?.outcome,
  },
  { id: 'product.discontinued', version: 1, judge: ({ product }, { discontinued }) => (product?.discontinued ? discontinued : undefined) },
  { id: 'product.outOfStock', version: 1, judge: ({ product }, { outOfStock }) => (product?.inStock === false ? outOfStock : undefined) },
];
