import { Hash, Identifier, Ulid } from '../identifier.ts';
import { CatalogueEntry } from '../product.ts';
import { z } from '../zod.ts';

/** Products that were sent to the user by KakaoTalk, so that the chat can go on from there. */
export const Recommended = z.strictObject({
  kind: z.literal('recommended'),
  id: Hash,
  userId: Identifier,
  dispatchId: Ulid,
  products: z.array(CatalogueEntry.pick({ productId: true, name: true, priceKrw: true, url: true })),
});
export type Recommended = z.infer<typeof Recommended>;
