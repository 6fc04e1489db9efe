import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';

/** One call to the sandbox. */
export type LedgerKey = Readonly<{ workspace: string; itemId: string; attempt: number }>;

/**
 * What the sandbox's phones showed. It stands for machines that are not ours, so it shares no transaction with the store; where several
 * servers share a store they share this too, since one takes over what another has begun.
 */
export interface Ledger {
  /** Shows a message, once per item and attempt, on the disk when it resolves. False, and nothing is shown, for an attempt that was ruled out. */
  show(key: LedgerKey, entry: Pick<ShownMessage, 'userId' | 'shownAt' | 'message'>): Promise<boolean>;
  /** Whether an attempt was shown. One that was not is ruled out: a call that is still on its way can no longer show it (I7). */
  wasShown(key: LedgerKey): Promise<boolean>;
  /** Newest first. */
  list(workspace: string, limit: number): Promise<readonly ShownMessage[]>;
}
