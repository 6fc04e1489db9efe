import { TopicName } from '../../contract/identifier.ts';
import { z } from '../../contract/zod.ts';
import { systemMember } from '../facts/system-member.ts';
import { newSecret, type RandomBytes, secretHash } from '../secret.ts';
import type { Credentials } from '../store/port/credentials.ts';

/** `system` is the server itself and nobody's name. */
export const NewCredential = z.strictObject({
  kind: z.enum(['client', 'member']),
  name: TopicName.refine((name) => name !== systemMember, 'a reserved name'),
});
export type NewCredential = z.infer<typeof NewCredential>;

/** Makes a credential and says its secret, this once; undefined where the name is taken. */
export type AddCredential = (workspace: string, credential: NewCredential) => Promise<string | undefined>;

export type AddPorts = Readonly<{
  credentials: Credentials;
  /** Makes the member known to every desk; again is no second one. */
  addMember(workspace: string, member: string): Promise<void>;
  now(): number;
  random: RandomBytes;
}>;

export const createAddCredential =
  ({ credentials, addMember, now, random }: AddPorts): AddCredential =>
  async (workspace, { kind, name }) => {
    if ((await credentials.list(workspace, kind)).includes(name)) return undefined;
    if (kind === 'member') await addMember(workspace, name); // first: a name without a token can be asked for again
    const secret = newSecret(random);
    const added = await credentials.add({ workspace, name, kind, secretHash: secretHash(secret), at: now() });
    return added ? secret : undefined;
  };
