import type { DownMessage } from '../../../contract/down-message.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { EventFact, PlacedFact } from './fact.ts';

/** A packet that could not become an event (I3). `id` is `hash(client, SHA-256 of the bytes)`: a redelivery is one row. */
export type QuarantinedPacket = Readonly<{
  id: string;
  client: string;
  topic: string;
  code: FailureCode;
  bytes: Uint8Array;
  receivedAt: number;
  /** The `rejected` that goes down, queued in the same transaction. */
  answer: DownMessage;
}>;

/** A packet in quarantine, as it came. `number` rises in the order in which packets were kept. */
export type QuarantinedRow = Omit<QuarantinedPacket, 'answer'> & Readonly<{ number: number }>;

/** Which packets: of one client, with one reason, kept before another one. */
export type QuarantineFilter = Readonly<{ client?: string | undefined; code?: FailureCode | undefined; before?: number | undefined }>;

/** What quarantine holds of one client; `beyondCap` packets were counted and not kept. */
export type QuarantineCount = Readonly<{ client: string; packets: number; bytes: number; beyondCap: number }>;

/** `duplicate`: same id, same body; its answer is queued again. `idReused`: same id, other body; the first stands. */
export type Appended = 'stored' | 'duplicate' | 'idReused';

/** The append-only log of one workspace. */
export interface Log {
  /**
   * Appends chat events, each once by `factId`, and resolves when they are on the disk (I1).
   * Outcomes are in the order given; duplicates inside one batch count too.
   */
  appendEvents(workspace: string, events: readonly EventFact[]): Promise<readonly Appended[]>;

  /**
   * Keeps packets in quarantine and queues their `rejected`. Above 1,000 rows or 8 MiB of one client the packet is only
   * counted; its `rejected` is queued all the same.
   */
  quarantine(workspace: string, packets: readonly QuarantinedPacket[]): Promise<void>;

  /** The newest packets in quarantine, those that a filter leaves. */
  quarantined(workspace: string, limit: number, filter?: QuarantineFilter): Promise<readonly QuarantinedRow[]>;

  quarantinedPacket(workspace: string, packetId: string): Promise<QuarantinedRow | undefined>;

  /** By client; those that never sent a bad packet are not in it. */
  quarantineCounts(workspace: string): Promise<readonly QuarantineCount[]>;

  /** Forgets packets received before a time, in every workspace; returns how many. */
  expireQuarantine(before: number): Promise<number>;

  /** Facts in log order after a position, personal parts joined. */
  read(workspace: string, afterPosition: number, limit: number): Promise<readonly PlacedFact[]>;

  /** Facts that touched one lead, newest first. */
  ofLead(workspace: string, leadId: string, limit: number): Promise<readonly PlacedFact[]>;

  fact(workspace: string, factId: string): Promise<PlacedFact | undefined>;

  /** The last position given; 0 for an empty log. */
  head(workspace: string): Promise<number>;
}
