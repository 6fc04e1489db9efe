import type { Act } from '../../../contract/command.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { LeadChange } from './lead-act.ts';

/** A command as people can be told of it. */
export type CommandSummary = Readonly<{
  id: string;
  kind: Act['kind'];
  issuedAt: number;
  /** Fields and what they were to become; of an undo, of what it takes back. */
  changes: readonly LeadChange[];
  leads: number;
  /** The first of the leads. */
  first?: Readonly<{ leadId: string; user: string; product: string }>;
}>;

/**
 * A command that the server refused, cannot read, or fails over: visible until a person retries, corrects or discards it, never
 * silently dropped (I6).
 */
export type RefusedCommand = CommandSummary &
  Readonly<{
    code: FailureCode;
    refusedAt: number;
    /** The one change it was to make, where another value can be given in its place. */
    correctable?: LeadChange;
    /** What waits for it, and goes where it goes. */
    held: readonly CommandSummary[];
  }>;

/** What this machine has not been answered yet, oldest first. */
export type SendQueue = Readonly<{
  waiting: number;
  /** At most twenty of them. */
  oldest: readonly CommandSummary[];
  /** When the server last answered any command, epoch ms. */
  answeredAt?: number;
  /** Why the last request failed, and when the next one leaves, epoch ms. */
  trouble?: Readonly<{ code: FailureCode; at: number; nextAt: number }>;
}>;
