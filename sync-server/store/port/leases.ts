/** Which of several processes hands over to a client that is connected to more than one of them. */
export interface Leases {
  /** For one connection of a client; nothing is held before `take` or `keep`. */
  of(workspace: string, client: string): Lease;
}

/** In the hands of one connection at a time. One that is not renewed, since its process ended, is free after some seconds. */
export interface Lease {
  /** From whoever has it: of a client's connections the newest counts. */
  take(): Promise<void>;
  /** Whether it is ours: still, or now that nobody has it any more. Another one's `take` is noticed here, at the latest after some seconds. */
  keep(): Promise<boolean>;
  /** Lets go of it, if it is ours. */
  release(): Promise<void>;
}
