import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';

/** One attempt at an item, of a workspace that is named beside it. */
export type LedgerKey = Readonly<{ itemId: string; attempt: number }>;

/** How a message ends that the sandbox took. The first three, and only they, a phone shows; of `untold` nobody ever hears. */
export type LedgerEnding = 'delivered' | 'uncertain' | 'untold' | 'notFriend' | 'blocked' | 'notKakaoUser';

const shownEndings: ReadonlySet<LedgerEnding> = new Set(['delivered', 'uncertain', 'untold']);
export const isShown = (ending: LedgerEnding): boolean => shownEndings.has(ending);

/** A message on its way to a phone; `at` is when it is taken, epoch ms. */
export type LedgerEntry = LedgerKey & Readonly<{ userId: string; at: number; ending: LedgerEnding; message: ShownMessage['message'] }>;
export type TakenMessage = LedgerKey & Readonly<{ at: number; ending: LedgerEnding }>;

/**
 * What the sandbox took, and its phones showed. It stands for machines that are not ours, so it shares no transaction with the store; where
 * several servers share a store they share this too, since one takes over what another has begun.
 */
export interface Ledger {
  /**
   * Takes the messages of one call, each once per item and attempt, all on the disk when it resolves. Answers one by one in their order: false,
   * and nothing is taken, for an attempt that was ruled out.
   */
  take(workspace: string, entries: readonly LedgerEntry[]): Promise<readonly boolean[]>;
  /** Whether each attempt was taken. One that was not is ruled out: a call that is still on its way can no longer show it (I7). */
  wereTaken(workspace: string, keys: readonly LedgerKey[]): Promise<readonly boolean[]>;
  /** What was taken after a time and until another one, oldest first. */
  takenBetween(workspace: string, after: number, until: number): Promise<readonly TakenMessage[]>;
  /** What phones showed, newest first. */
  list(workspace: string, limit: number): Promise<readonly ShownMessage[]>;
}
