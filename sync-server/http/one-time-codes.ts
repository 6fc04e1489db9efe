import { newSecret, type RandomBytes, secretHash } from '../secret.ts';
import type { Member } from './session-token.ts';

const lifetimeMs = 10 * 60_000;
const maxOpen = 100;

export type OneTimeCodes = Readonly<{
  issue(member: Member): string;
  /** Whose code it is, once; undefined where it was used, is too old or never was. */
  redeem(code: string): Member | undefined;
}>;

/** Codes that sign one browser in, once, within ten minutes; kept in memory only, the oldest given up above 100. */
export function createOneTimeCodes(now: () => number, random: RandomBytes): OneTimeCodes {
  const open = new Map<string, Readonly<{ member: Member; expiresAt: number }>>();
  return {
    issue: (member) => {
      const oldest = open.size >= maxOpen ? open.keys().next().value : undefined;
      if (oldest !== undefined) open.delete(oldest);
      const code = newSecret(random);
      open.set(secretHash(code), { member, expiresAt: now() + lifetimeMs });
      return code;
    },
    redeem: (code) => {
      const key = secretHash(code);
      const found = open.get(key);
      open.delete(key);
      return found && found.expiresAt > now() ? found.member : undefined;
    },
  };
}
