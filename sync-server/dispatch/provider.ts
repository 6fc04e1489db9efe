import type { KakaoMessage } from '../../contract/dispatch.ts';

/** What a provider knows a message by. An attempt is one call, made at most once. */
export type SendKey = Readonly<{ workspace: string; itemId: string; attempt: number }>;

export type SendRequest = SendKey & Readonly<{ userId: string; phone?: string; kakaoUuid?: string; message: KakaoMessage }>;

/**
 * `accepted`: the provider has taken it. `rejected`: it surely has not, and never will this message. `unknown`: it may
 * have (a time-out, a broken connection, an answer that nobody understands).
 */
export type SendResult = 'accepted' | 'rejected' | 'unknown';

/** `notSent` only where the provider surely does not have it and a call that is still on its way can no longer arrive. */
export type LookUpResult = 'accepted' | 'notSent' | 'unknown';

/**
 * Whoever brings messages to phones. An adapter makes exactly one attempt a call, has its own time-out, and never sends
 * again by itself; what it throws is taken as `unknown` (I7).
 */
export interface Provider {
  send(request: SendRequest): Promise<SendResult>;
  lookUp(key: SendKey): Promise<LookUpResult>;
}
