import { TopicName } from '../../contract/identifier.ts';
import { z } from '../../contract/zod.ts';
import { systemMember } from '../facts/system-member.ts';

/** The member who is made with the workspace: may make simulated clients, and is never revoked. */
export const ownerName = 'owner';

/** `system` is the server itself and nobody's name. */
export const CredentialOwner = TopicName.refine((name) => name !== systemMember, 'a reserved name');

const whose = { workspace: TopicName, kind: z.enum(['client', 'member']) };

/** What an operator asks for: on the data itself, or of the server that has it open. */
export const Operation = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('add'), ...whose, name: CredentialOwner }),
  z.strictObject({ verb: z.literal('rotate'), ...whose, name: CredentialOwner }),
  z.strictObject({ verb: z.literal('revoke'), ...whose, name: CredentialOwner }),
  z.strictObject({ verb: z.literal('list'), ...whose }),
  z.strictObject({ verb: z.literal('addWorkspace'), workspace: TopicName }),
  z.strictObject({ verb: z.literal('listWorkspaces') }),
]);
export type Operation = z.infer<typeof Operation>;

/** What came of it: a secret is said this once; `since` is epoch ms. */
export const Done = z.strictObject({
  secret: z.string().optional(),
  listed: z.array(z.strictObject({ name: z.string(), since: z.int().optional() })).optional(),
});
export type Done = z.infer<typeof Done>;

/** Why nothing was done, and which word of the operation it is about. */
export type Refusal = Readonly<{
  code: 'request.nameTaken' | 'request.notFound' | 'request.ownerStays';
  detail: 'name' | 'workspace';
}>;
