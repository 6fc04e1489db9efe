import { createHmac } from 'node:crypto';
import { MemberName, TopicName } from '../../contract/identifier.ts';
import { sameSecret } from '../secret.ts';
import type { Credentials } from '../store/port/credentials.ts';

/** Who a request speaks for, and the hash of the token that says so: what it opened ends when the member has another. */
export type Member = Readonly<{ workspace: string; member: string; secretHash: string }>;

/** How long a browser stays signed in; the token itself ends with the browser's tab. */
const lifetimeMs = 30 * 86_400_000;
const purpose = 'talklens session 2';

export type SessionTokens = Readonly<{
  /** Undefined where the member is gone or has another token by now. */
  grant(member: Member): Promise<string | undefined>;
  /** Whose token it is; undefined where it is none, has expired, or its member is gone or has another token by now. */
  memberOf(token: string): Promise<Member | undefined>;
}>;

/**
 * The browser's tokens: `workspace.member.expiry.signature`, signed under the workspace's own key together with the hash of the
 * member's own token, so that they end with it. Nothing is kept of them, so they survive a restart of the server.
 */
export function createSessionTokens(credentials: Credentials, now: () => number): SessionTokens {
  const secretOf = (workspace: string, name: string) => credentials.secretHash({ workspace, kind: 'member', name });
  const sign = async (workspace: string, claims: string, secretHash: string) => {
    const key = createHmac('sha256', await credentials.hmacKey(workspace))
      .update(purpose)
      .digest();
    return createHmac('sha256', key).update(`${claims} ${secretHash}`).digest('base64url');
  };

  return {
    grant: async ({ workspace, member, secretHash }) => {
      if ((await secretOf(workspace, member)) !== secretHash) return undefined;
      const claims = `${workspace}.${member}.${now() + lifetimeMs}`;
      return `${claims}.${await sign(workspace, claims, secretHash)}`;
    },
    memberOf: async (token) => {
      const [workspace, member, expiry, signature, ...rest] = token.split('.');
      if (!signature || rest.length > 0 || !TopicName.safeParse(workspace).success || !MemberName.safeParse(member).success)
        return undefined;
      const claimed = { workspace: workspace as string, member: member as string };
      const secretHash = await secretOf(claimed.workspace, claimed.member);
      if (secretHash === undefined) return undefined;
      const valid = sameSecret(signature, await sign(claimed.workspace, `${workspace}.${member}.${expiry}`, secretHash));
      return valid && Number(expiry) > now() ? { ...claimed, secretHash } : undefined;
    },
  };
}
