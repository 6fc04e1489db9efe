import type { Product } from '../../../contract/product.ts';
import type { ProductChoice } from '../../../domain/dispatching/written-message.ts';
import type { LeadRow, PlannedRecipient } from '../desk.ts';
import type { Recommender } from '../recommender.ts';
import type { View } from '../view.ts';

export type Choice = Pick<PlannedRecipient, 'userId' | 'leadIds' | 'products' | 'because'>;

/** What each person of some leads would get, each person once; nobody gets nothing but those for whom nothing is found. */
export function chooseProducts(view: View, recommender: Recommender, rows: readonly LeadRow[], chosen: ProductChoice): readonly Choice[] {
  const people = [...leadsByUser(rows)];
  if (chosen.kind === 'same') {
    const products = known(view, chosen.productIds);
    return people.map(([userId, leadIds]) => ({ userId, leadIds, products }));
  }
  const recommend = recommender.exact(chosen.seen);
  return people.map(([userId, leadIds]) => {
    const recommended = recommend(userId, chosen.count);
    const products = known(
      view,
      recommended.map(({ productId }) => productId),
    );
    return { userId, leadIds, products, ...(recommended[0] && { because: recommended[0].because }) };
  });
}

function leadsByUser(rows: readonly LeadRow[]): ReadonlyMap<string, readonly string[]> {
  const leads = new Map<string, string[]>();
  for (const { userId, id } of rows) {
    const own = leads.get(userId);
    if (own) own.push(id);
    else leads.set(userId, [id]);
  }
  return leads;
}

const known = (view: View, ids: readonly string[]): readonly Product[] => ids.flatMap((id) => view.product(id) ?? []);
