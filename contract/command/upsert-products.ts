import { CatalogueEntry } from '../product.ts';
import { z } from '../zod.ts';

export const UpsertProducts = z.strictObject({ kind: z.literal('upsertProducts'), products: z.array(CatalogueEntry).min(1).max(500) });
export type UpsertProducts = z.infer<typeof UpsertProducts>;
