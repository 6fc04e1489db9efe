import { z } from '../../../contract/zod.ts';
import type { Secrets } from '../../store/port/secrets.ts';

/** Whose chat it is: one member of one workspace. */
export type Account = Readonly<{ workspace: string; member: string }>;

const Tokens = z.object({
  accessToken: z.string(),
  /** Epoch ms. */
  accessUntil: z.number(),
  refreshToken: z.string(),
  refreshUntil: z.number(),
});
export type Tokens = Readonly<z.infer<typeof Tokens>>;

/** Where tokens are kept: on the servers only, never in a read model, a log or an answer (I11). */
export type TokenStore = Readonly<{
  read(account: Account): Promise<Tokens | null>;
  /** Null is none. One change of an account at a time, on whichever server; what `work` gives back as it was is not written. */
  change(account: Account, work: (was: Tokens | null) => Promise<Tokens | null>): Promise<void>;
}>;

export function tokensIn(secrets: Secrets): TokenStore {
  const keyOf = ({ workspace, member }: Account) => `${workspace}/${member}`;
  return {
    read: async (account) => toTokens(await secrets.read(keyOf(account))),
    change: (account, work) =>
      secrets.change(keyOf(account), async (text) => {
        const was = toTokens(text);
        const is = await work(was);
        if (is === was) return text;
        return is === null ? undefined : JSON.stringify(is);
      }),
  };
}

const toTokens = (text: string | undefined): Tokens | null =>
  text === undefined ? null : (Tokens.safeParse(JSON.parse(text)).data ?? null);
