import type { Logger } from 'pino';
import type { Result } from '../contract/result.ts';
import type { AskOnce } from './dispatch/calling/ask-once.ts';
import type { Learn } from './learning/classifier-job.ts';
import type { Learner } from './learning/learner.ts';
import type { RandomBytes } from './secret.ts';
import type { Store } from './store/port/store.ts';

/** What the server takes from the machine it runs on. */
export type ServerPorts = Readonly<{
  /** Epoch ms. */
  now(): number;
  /** From a cryptographic source. */
  random: RandomBytes;
  openStore(path: string): Promise<Result<Store>>;
  /** How a provider is asked; over the network, unless said. */
  ask?: AskOnce;
  /** Makes models; off this thread where that serves. */
  learn: Learn;
  /** What learns which products go together, beside everything else; on the server's own thread unless said. */
  startNeighbours?(): Learner;
  log: Logger;
  /** Where the API description's own pages are, which no bundle holds. */
  apiPagesDir: string;
  version: string;
}>;
