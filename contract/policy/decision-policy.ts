import { DecisionOutcome } from '../decision-outcome.ts';
import { Identifier } from '../identifier.ts';
import { Label } from '../text.ts';
import { z } from '../zod.ts';
import { policyHead } from './policy-head.ts';

/** More of them in one policy would be read by nobody. */
const mostNamed = 1_000;

/** What becomes of requests for a product in some state; `read`: its message decides, as of any other product. */
export const ProductVerdict = z.enum([...DecisionOutcome.options, 'read']);
export type ProductVerdict = z.infer<typeof ProductVerdict>;

const rise = (names: readonly string[]): boolean => names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);

const rules = {
  id: z.literal('decision'),
  outOfStock: ProductVerdict,
  discontinued: ProductVerdict,
  /** Whether a classifier that has proven itself may move a request to review; else it stays in the shadow. */
  classifierDoubts: z.boolean(),
  /** In code unit order, each once; they stand before what holds of a category. */
  products: z
    .array(z.strictObject({ productId: Identifier, outcome: DecisionOutcome }))
    .max(mostNamed)
    .refine((all) => rise(all.map(({ productId }) => productId)), 'products in order, each once'),
  /** In code unit order, each once. */
  categories: z
    .array(z.strictObject({ category: Label, outcome: DecisionOutcome }))
    .max(mostNamed)
    .refine((all) => rise(all.map(({ category }) => category)), 'categories in order, each once'),
};

/** What a shop says of requests for its products, whatever their messages say. */
export const DecisionRules = z.strictObject(rules);
export type DecisionRules = z.infer<typeof DecisionRules>;

export const DecisionPolicy = z.strictObject({ ...rules, ...policyHead });
export type DecisionPolicy = z.infer<typeof DecisionPolicy>;
