import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../../contract/zod.ts';
import { sha256Hex } from '../../sha-256.ts';

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

/** Where tokens are kept: on the server only, never in a read model, a log or an answer (I11). */
export type TokenStore = Readonly<{
  read(account: Account): Tokens | null;
  write(account: Account, tokens: Tokens): void;
  forget(account: Account): void;
}>;

/** Files of their own, which only the server's user may read. */
export function fileTokenStore(folder: string): TokenStore {
  const pathOf = ({ workspace, member }: Account) => join(folder, `${sha256Hex(`${workspace}/${member}`)}.json`);
  return {
    read(account) {
      const text = readIfThere(pathOf(account));
      return text === null ? null : (Tokens.safeParse(JSON.parse(text)).data ?? null);
    },
    write(account, tokens) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(account);
      writeFileSync(`${path}.new`, JSON.stringify(tokens), { mode: 0o600, flush: true });
      renameSync(`${path}.new`, path);
    },
    forget: (account) => rmSync(pathOf(account), { force: true }),
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
