/**
 * Which of several servers are at work on messages. Whatever one has claimed is its own until its lease runs out by the clock that all
 * share. Not derived: a rebuild leaves them.
 */
export interface SenderLeases {
  readonly leaseMs: number;
  /** From now on for `leaseMs`. */
  renew(holder: string): Promise<void>;
  /** Whose lease has not run out. */
  alive(): Promise<ReadonlySet<string>>;
  release(holder: string): Promise<void>;
}
