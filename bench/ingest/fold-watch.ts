/** Sees from outside how far the server's fold is; does not hold it up. */
export type FoldWatch = Readonly<{
  /** What was logged so far is not of the run. */
  begin(): Promise<void>;
  /** Resolves when every event in the log is in the read model with its change row: `at` is the epoch ms of the last one. */
  caughtUp(): Promise<Readonly<{ at: number; lagP99Ms: number }>>;
  stop(): Promise<void>;
}>;
