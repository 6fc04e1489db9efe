import { createHash } from 'node:crypto';
import type { Random } from '../../simulate/random.ts';
import { letters } from '../world/new-id.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Seconds, as a real answer says them: a little under 6 hours and 60 days. */
export const accessSeconds = 21_599;
export const refreshSeconds = 5_183_999;
/** A new refresh token comes only when the old one has less than this left. */
const renewalMs = 30 * dayMs;
const codeMs = 10 * minuteMs;

export type Code = Readonly<{ redirectUri: string; scopes: readonly string[]; challenge?: string; until: number }>;
export type Access = Readonly<{ scopes: readonly string[]; until: number }>;
type Refresh = Readonly<{ scopes: readonly string[]; until: number }>;

/** What was issued while somebody signed in, and how long each of it lasts. */
export class Grants {
  readonly #random: Random;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, Access>();
  readonly #refresh = new Map<string, Refresh>();

  constructor(random: Random) {
    this.#random = random;
  }

  issueCode(code: Omit<Code, 'until'>, now: number): string {
    const id = letters(this.#random, 40);
    this.#codes.set(id, { ...code, until: now + codeMs });
    return id;
  }

  /** A code opens once, in its time, for who asked for it and can prove it (RFC 7636, section 4.6). */
  takeCode(id: string, redirectUri: string, verifier: string | null, now: number): Code | undefined {
    const code = this.#codes.get(id);
    this.#codes.delete(id);
    if (!code || code.until < now || code.redirectUri !== redirectUri) return undefined;
    return code.challenge === undefined || (verifier !== null && challengeOf(verifier) === code.challenge) ? code : undefined;
  }

  issueAccess(granted: readonly string[], now: number): string {
    const token = letters(this.#random, 54);
    this.#access.set(token, { scopes: granted, until: now + accessSeconds * 1_000 });
    return token;
  }

  issueRefresh(granted: readonly string[], now: number): string {
    const token = letters(this.#random, 54);
    this.#refresh.set(token, { scopes: granted, until: now + refreshSeconds * 1_000 });
    return token;
  }

  access(token: string): Access | undefined {
    return this.#access.get(token);
  }

  refresh(token: string, now: number): Refresh | undefined {
    const known = this.#refresh.get(token);
    return known && known.until > now ? known : undefined;
  }

  /** The token that takes the place of one that ends soon, if it does. */
  renew(token: string, now: number): string | undefined {
    const known = this.refresh(token, now);
    if (!known || known.until - now >= renewalMs) return undefined;
    this.#refresh.delete(token);
    return this.issueRefresh(known.scopes, now);
  }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier, 'ascii').digest('base64url');
