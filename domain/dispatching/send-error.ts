import type { FailureCode } from '../../contract/failure.ts';

/** How a refusal is to be taken, whoever's it is. */
export type SendErrorClass =
  | 'auth'
  | 'scope'
  | 'config'
  | 'invalid_request'
  | 'recipient_unreachable'
  | 'recipient_optout'
  | 'quota'
  | 'rate'
  | 'window'
  | 'balance'
  | 'transient'
  | 'ambiguous'
  | 'unknown';

/** `code` and `text` are the provider's own, kept as they came. */
export type SendError = Readonly<{
  class: SendErrorClass;
  code: string;
  text: string;
  httpStatus?: number;
  retryAfterMs?: number;
  /** What is said of an item that is given up for it, where it was ours and not the provider's. */
  reason?: FailureCode;
  /** False only where the provider surely has not taken it: nothing else is ever sent again (I7). */
  mayHaveSent: boolean;
}>;
