import { createHmac } from 'node:crypto';
import { MemberName, TopicName } from '../../contract/identifier.ts';
import { sameSecret } from '../secret.ts';
import type { Credentials } from '../store/port/credentials.ts';

export type Member = Readonly<{ workspace: string; member: string }>;

/** How long a browser stays signed in; the token itself ends with the browser's tab. */
const lifetimeMs = 30 * 86_400_000;
const purpose = 'talklens session 1';

export type SessionTokens = Readonly<{
  grant(member: Member): Promise<string>;
  /** Whose token it is; undefined where it is none, has expired, or its member is gone. */
  memberOf(token: string): Promise<Member | undefined>;
}>;

/**
 * The browser's tokens: `workspace.member.expiry.signature`, signed under the workspace's own key. Nothing is kept of them,
 * so they survive a restart of the server.
 */
export function createSessionTokens(credentials: Credentials, now: () => number): SessionTokens {
  const sign = async (workspace: string, claims: string) => {
    const key = createHmac('sha256', await credentials.hmacKey(workspace))
      .update(purpose)
      .digest();
    return createHmac('sha256', key).update(claims).digest('base64url');
  };

  return {
    grant: async ({ workspace, member }) => {
      const claims = `${workspace}.${member}.${now() + lifetimeMs}`;
      return `${claims}.${await sign(workspace, claims)}`;
    },
    memberOf: async (token) => {
      const [workspace, member, expiry, signature, ...rest] = token.split('.');
      if (!signature || rest.length > 0 || !TopicName.safeParse(workspace).success || !MemberName.safeParse(member).success)
        return undefined;
      const claimed = { workspace: workspace as string, member: member as string };
      if (!(await credentials.workspaces()).includes(claimed.workspace)) return undefined;
      const valid = sameSecret(signature, await sign(claimed.workspace, `${workspace}.${member}.${expiry}`));
      if (!valid || Number(expiry) <= now()) return undefined;
      return (await credentials.list(claimed.workspace, 'member')).includes(claimed.member) ? claimed : undefined;
    },
  };
}
