import type { PermitGround } from '../../contract/permit-record.ts';
import type { Person } from '../../contract/person.ts';
import type { Product } from '../../contract/product.ts';
import { addMonths, kstDay } from '../time/kst.ts';

/** Months after a purchase in which goods of its kind may be advertised without a consent (정보통신망법 시행령 제61조 제1항). */
const exceptionMonths = 6;

/** The purchase that all these products may be advertised on: of their one category, ended within six months, its contact given by the buyer. */
export function transactionGround(
  person: Person | undefined,
  products: readonly (Product | undefined)[],
  now: number,
): PermitGround | undefined {
  const categories = new Set(products.map((product) => product?.category));
  const [category] = categories;
  const found = categories.size === 1 ? person?.transactions?.find((each) => each.category === category) : undefined;
  if (!found || kstDay(now) >= addMonths(kstDay(found.endedAt), exceptionMonths)) return undefined;
  return { kind: 'transaction', factId: found.factId, endedAt: found.endedAt, category: found.category };
}
