/** Sees from outside how far the server's fold is; does not hold it up. */
export type FoldWatch = Readonly<{
  /** What was logged so far is not of the run. */
  begin(): Promise<void>;
  /** Resolves when every event in the log is in the read model with its change row. */
  caughtUp(): Promise<void>;
  /** After that: when the last one was, epoch ms, and how long they took from one to the other. Working it out may cost something. */
  seen(): Promise<Readonly<{ at: number; lagP99Ms: number }>>;
  stop(): Promise<void>;
}>;
