import { EventId, Identifier } from './identifier.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

const HttpUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u);

/** A catalogue entry as the shop states it. Prices are whole won. */
export const CatalogueEntry = z.strictObject({
  productId: Identifier,
  name: Label,
  priceKrw: z.int().nonnegative(),
  /** The price after the discount. */
  discountKrw: z.int().nonnegative().optional(),
  imageUrl: HttpUrl,
  url: HttpUrl,
  inStock: z.boolean(),
  /** It is not made or sold any more and will not come back. */
  discontinued: z.boolean().optional(),
  category: Label,
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** A catalogue entry published by a chat client. */
export const ProductStated = z.strictObject({
  kind: z.literal('product'),
  eventId: EventId,
  ...CatalogueEntry.shape,
  occurredAt: EpochMs,
});
export type ProductStated = z.infer<typeof ProductStated>;

/** Collection `product`: the newest entry by `(at, factId)`, whoever wrote it. `id` is the product's. */
export const Product = z.strictObject({
  id: Identifier,
  ...CatalogueEntry.shape,
  at: EpochMs,
  factId: z.string(),
});
export type Product = z.infer<typeof Product>;
