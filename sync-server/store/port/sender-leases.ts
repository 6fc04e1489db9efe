import type { Result } from '../../../contract/result.ts';

/**
 * Which of several servers are at work on messages. Whatever one has claimed is its own until its lease runs out by the clock that all
 * share. Not derived: a rebuild leaves them.
 */
export interface SenderLeases {
  readonly leaseMs: number;
  /** From now on for `leaseMs`. False, and no lease, while `withoutSenders` keeps everybody out. */
  renew(holder: string): Promise<boolean>;
  /** Whose lease has not run out. */
  alive(): Promise<ReadonlySet<string>>;
  release(holder: string): Promise<void>;
  /**
   * Works while nobody can get a lease (I7), or is refused with `store.locked` where somebody renews one. Looks on before it begins, for
   * longer than anybody waits between two renewals: a database that was just put back knows nothing of servers that go on beside it.
   */
  withoutSenders<T>(work: () => Promise<T>): Promise<Result<T>>;
}
