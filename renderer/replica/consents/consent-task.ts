import type { ConsentTask } from '../../../domain/consent/consent-tasks.ts';

/** What is owed to one person, with what they are known by. */
export type ConsentTaskRow = ConsentTask &
  Readonly<{
    name?: string;
    /** The whole number never leaves the replica for a list. */
    maskedPhone?: string;
    /** One of their leads, where there is one. */
    leadId?: string;
  }>;

/** The first `limit` of a kind, the soonest due first; `pressing` leaves out what still has time, `text` whoever is not named so. */
export type ConsentTaskQuery = Readonly<{ kind: ConsentTask['kind']; pressing?: true; text?: string; limit: number }>;

/** Of a kind: all that is owed, and what of it is urgent or late. */
export type ConsentTaskCount = Readonly<{ all: number; pressing: number }>;

export type ConsentTaskPage = Readonly<{
  rows: readonly ConsentTaskRow[];
  /** All that match. */
  total: number;
  /** Of everything, whatever was asked for. */
  counts: Readonly<Record<ConsentTask['kind'], ConsentTaskCount>>;
}>;

/** One word may be owed both a notice and, two years on, a confirmation. */
export const taskId = ({ kind, userId, word: { factId, purpose, channel } }: ConsentTask): string =>
  [kind, userId, factId, purpose, channel].join(' ');
