import { newSecret, type RandomBytes, secretHash } from '../secret.ts';
import type { CredentialName, Credentials } from '../store/port/credentials.ts';
import { type Done, type Operation, ownerName, type Refusal } from './operation.ts';

export type CarryOut = (operation: Operation) => Promise<Done | Refusal>;

export type CarryOutPorts = Readonly<{
  credentials: Credentials;
  /** Makes the member known to every desk; again is no second one. */
  addMember(workspace: string, member: string): Promise<void>;
  /** Something that was opened with a credential of this workspace may have to end. */
  changed(workspace: string): void;
  now(): number;
  random: RandomBytes;
}>;

export const isRefusal = (outcome: Done | Refusal): outcome is Refusal => 'code' in outcome;

const nameTaken: Refusal = { code: 'request.nameTaken', detail: 'name' };
const unknownName: Refusal = { code: 'request.notFound', detail: 'name' };

/** Makes, lists, renews and revokes credentials, and makes workspaces. Nothing of a refused operation is done. */
export function createCarryOut({ credentials, addMember, changed, now, random }: CarryOutPorts): CarryOut {
  async function add(credential: CredentialName): Promise<Done | Refusal> {
    if ((await credentials.secretHash(credential)) !== undefined) return nameTaken;
    const { workspace, kind, name } = credential;
    if (kind === 'member') await addMember(workspace, name); // first: a name without a token can be asked for again
    const secret = newSecret(random);
    const added = await credentials.add({ ...credential, secretHash: secretHash(secret), at: now() });
    return added ? { secret } : nameTaken;
  }

  async function rotate(credential: CredentialName): Promise<Done | Refusal> {
    const secret = newSecret(random);
    if (!(await credentials.replace({ ...credential, secretHash: secretHash(secret), at: now() }))) return unknownName;
    changed(credential.workspace);
    return { secret };
  }

  /** An owner who is gone would be made again at the next start, with the old token. */
  async function revoke(credential: CredentialName): Promise<Done | Refusal> {
    if (credential.kind === 'member' && credential.name === ownerName) return { code: 'request.ownerStays', detail: 'name' };
    if (!(await credentials.remove(credential))) return unknownName;
    changed(credential.workspace);
    return {};
  }

  /** A workspace without an owner was cut short on its way, and is made anew. */
  async function addWorkspace(workspace: string): Promise<Done | Refusal> {
    await credentials.ensureWorkspace(workspace);
    const made = await add({ workspace, kind: 'member', name: ownerName });
    return isRefusal(made) ? { code: 'request.nameTaken', detail: 'workspace' } : made;
  }

  return async (operation) => {
    if (operation.verb === 'addWorkspace') return addWorkspace(operation.workspace);
    const workspaces = await credentials.workspaces();
    if (operation.verb === 'listWorkspaces') return { listed: workspaces.map((name) => ({ name })) };
    const { workspace, kind } = operation;
    if (!workspaces.includes(workspace)) return { code: 'request.notFound', detail: 'workspace' };
    if (operation.verb === 'list') return { listed: [...(await credentials.list(workspace, kind))] };
    return { add, rotate, revoke }[operation.verb]({ workspace, kind, name: operation.name });
  };
}
