import type { Product } from '../../../contract/product.ts';
import type { ProductChoice } from '../../../domain/dispatching/written-message.ts';
import type { PlannedRecipient } from '../desk/dispatch-plan.ts';
import type { LeadRow } from '../desk/lead-view.ts';
import type { Recommender } from '../recommender.ts';
import type { View } from '../view.ts';

export type Choice = Pick<PlannedRecipient, 'products' | 'because'>;

/** What each person would get; nobody gets nothing but those for whom nothing is found. Whoever gets the same products is given the very same list. */
export function productChooser(view: View, recommender: Recommender, chosen: ProductChoice): (userId: string) => Choice {
  if (chosen.kind === 'same') {
    const products = known(view, chosen.productIds);
    return () => ({ products });
  }
  const recommend = recommender.exact(chosen.seen);
  const lists = new Map<string, readonly Product[]>();
  const listOf = (productIds: readonly string[]) => {
    const key = productIds.join(' '); // no identifier has a space
    const list = lists.get(key) ?? known(view, productIds);
    lists.set(key, list);
    return list;
  };
  return (userId) => {
    const recommended = recommend(userId, chosen.count);
    const products = listOf(recommended.map(({ productId }) => productId));
    return recommended[0] ? { products, because: recommended[0].because } : { products };
  };
}

/** Each person of some leads once, with those leads. */
export function leadsByUser(rows: readonly LeadRow[]): ReadonlyMap<string, readonly string[]> {
  const leads = new Map<string, string[]>();
  for (const { userId, id } of rows) {
    const own = leads.get(userId);
    if (own) own.push(id);
    else leads.set(userId, [id]);
  }
  return leads;
}

const known = (view: View, ids: readonly string[]): readonly Product[] => ids.flatMap((id) => view.product(id) ?? []);
