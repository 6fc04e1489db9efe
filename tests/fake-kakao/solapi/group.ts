import type { StatusCode } from './status-codes.ts';

/** A message as Solapi keeps it. `statusCode` and the dates change as it goes its way; the rest is what the sender said. */
export interface StoredMessage {
  readonly messageId: string;
  readonly groupId: string;
  readonly to: string;
  readonly from: string;
  readonly type: string;
  readonly customFields: Readonly<Record<string, string>>;
  readonly dateCreated: number;
  /** The sender's own words and options, of which the phone is made. */
  readonly said: Readonly<Record<string, unknown>>;
  statusCode: StatusCode;
  /** More exact than the table, where the sender made a mistake that it does not know. */
  reason?: string;
  dateUpdated: number;
  dateProcessed?: number;
  dateReported?: number;
  replaced: boolean;
}

/**
 * PENDING -> SENDING -> COMPLETE
 *    |  \-> SCHEDULED -> SENDING (its time has come) | PENDING (taken back)
 *    \----> DELETED
 */
export type GroupStatus = 'PENDING' | 'SCHEDULED' | 'SENDING' | 'COMPLETE' | 'DELETED';

export interface Group {
  readonly groupId: string;
  readonly allowDuplicates: boolean;
  readonly appId?: string;
  readonly customFields: Readonly<Record<string, string>>;
  readonly dateCreated: number;
  readonly messages: Map<string, StoredMessage>;
  /** Whom a message was registered for already. */
  readonly recipients: Set<string>;
  status: GroupStatus;
  dateUpdated: number;
  scheduledDate?: number;
  dateSent?: number;
  dateCompleted?: number;
  /** Messages that were handed over and not reported on yet. */
  unreported: number;
  /** Charged when sent. */
  requestedKrw: number;
  replacementKrw: number;
  refundedKrw: number;
}

/** Solapi keeps what it refused in the group too, and never sends it. */
export const wasRegistered = ({ statusCode }: StoredMessage): boolean => !statusCode.startsWith('1') && statusCode !== '4138';
