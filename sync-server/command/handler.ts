import type { Outcome } from '../../contract/command.ts';
import type { AdapterId } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Documents } from '../facts/documents.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';
import type { LockedFact } from '../facts/write-facts.ts';
import type { CommandEffect } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';

/** What a handler judges a command by: the documents of this moment, under the feed lock. */
export type CommandContext = Readonly<{
  commandId: string;
  by: string;
  /** The command's clamped time (I12). */
  at: number;
  /** The server's clock. */
  now: number;
  hmacKey: Uint8Array;
  /** Who brings messages to phones here. */
  provider: AdapterId;
  documents: Documents;
  feed: Pick<FeedTransaction, 'fact' | 'documentsFrom'>;
}>;

/** A handler's judgement. It changes nothing itself: the fold does, from what is stored of this (I2). */
export type Judgement = Readonly<{
  outcome: Omit<Outcome, 'id' | 'visibleAt'>;
  effect?: CommandEffect;
  /** Facts that follow from the command, after it in the log. */
  consequences?: readonly LockedFact[];
  outgoing?: readonly Outgoing[];
}>;

export const applied: Judgement = { outcome: { status: 'applied' } };
export const rejected = (code: FailureCode): Judgement => ({ outcome: { status: 'rejected', code } });
