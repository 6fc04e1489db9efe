import { Hash } from './identifier.ts';
import { z } from './zod.ts';

/** Which learned model was asked about a request, by its file's hash, what it said and by how much; whether it was listened to or not. */
export const AskedModel = z.strictObject({ hash: Hash, said: z.enum(['approve', 'refuse']), margin: z.number() });
export type AskedModel = z.infer<typeof AskedModel>;
