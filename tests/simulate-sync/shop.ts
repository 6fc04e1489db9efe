import type { CatalogueEntry } from '../../contract/product.ts';

/** What every story is about: few enough that people meet on the same leads. */
export const workspace = 'shop';
export const members = ['mina', 'jun', 'sora', 'hyun', 'dami'] as const;
export const clients = ['bot', 'kiosk'] as const;
export const users = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'] as const;
export const productIds = ['p1', 'p2', 'p3'] as const;
export const tags = ['vip', '재구매', '선물'] as const;

export const allLeads = users.flatMap((user) => productIds.map((product) => `${user}~${product}`));
/** Ids of notes: few, so that two marketers write the same one. */
export const notes = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ'] as const;

export const entryOf = (productId: string, inStock: boolean): CatalogueEntry => ({
  productId,
  name: `상품 ${productId}`,
  priceKrw: 10_000,
  imageUrl: `https://shop.example/${productId}.jpg`,
  url: `https://shop.example/products/${productId}`,
  inStock,
  category: '원피스',
});
