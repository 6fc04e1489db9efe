import { Hash, Identifier } from '../identifier.ts';
import { LeadStatus } from '../lead.ts';
import { z } from '../zod.ts';

/** A marketer changed a lead's status. Notes, tags, the assignee and phone numbers never go down. */
export const Patched = z.strictObject({
  kind: z.literal('patched'),
  id: Hash,
  userId: Identifier,
  productId: Identifier,
  status: LeadStatus,
});
export type Patched = z.infer<typeof Patched>;
