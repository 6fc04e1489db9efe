import type { CatalogueEntry, Product } from '../../contract/product.ts';
import { newer, type Stamp } from '../order.ts';

/** A product is its newest entry by `(at, factId)`, whoever wrote it. */
export function newestProduct(old: Product | undefined, entry: CatalogueEntry, { at, factId }: Stamp): Product {
  const next: Product = { ...entry, id: entry.productId, at, factId };
  return old && newer(old, next) ? old : next;
}
