import type { AskedModel } from '../../../contract/asked-model.ts';
import type { Span } from '../../../domain/request-decision/words/normalise.ts';

/** A request, as deciding it names it. */
export type RequestPlace = Readonly<{ leadId: string; requestEventId: string }>;

/** A request that waits for a person, and what made it doubtful. */
export type ReviewRow = RequestPlace &
  Readonly<{
    userId: string;
    user: string;
    product: string;
    requestedAt: number;
    /** Absent once it was erased. */
    message?: string;
    rule: string;
    version: number;
    /** The part of the message that the rule rests on, and the words that show why. */
    span?: Span;
    words: readonly string[];
    model?: AskedModel;
  }>;

/** The first `limit` that wait. */
export type ReviewQuery = Readonly<{ limit: number }>;

export type ReviewPage = Readonly<{ rows: readonly ReviewRow[] /** All that wait. */; total: number }>;
