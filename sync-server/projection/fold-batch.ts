import { decide } from '../../domain/request-decision/decide.ts';
import { Documents } from '../facts/documents.ts';
import { fold, needsOf } from '../facts/fold.ts';
import type { PlacedEvent } from '../facts/fold-event.ts';
import { type Outgoing, toOutboxRows } from '../facts/outbox-rows.ts';
import { linkFacts } from '../facts/write-facts.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import { type Judge, needsOfReaction, react } from './react.ts';

/** Bounds how many events are in memory, and for the projector how long one transaction holds the feed lock. */
export const eventsPerBatch = 1_000;

export type LivePass = Readonly<{ decide: typeof decide; now: number; hmacKey: Uint8Array; limit: number }>;

/** What a batch left behind: `folded` events, whether desks have something to pull and the outbox something to hand over. */
export type FoldedBatch = Readonly<{ folded: number; advanced: boolean; queued: boolean }>;

/**
 * Folds the next chat events, reacts to each, and moves the cursor, all in the caller's transaction (I2). A handful of
 * store calls, however many events.
 */
export async function foldBatch(feed: FeedTransaction, { limit, ...judge }: LivePass): Promise<FoldedBatch> {
  const events = (await feed.unfolded(limit)).filter((fact) => fact.kind === 'event');
  const last = events.at(-1);
  if (!last) return { folded: 0, advanced: false, queued: false };
  const documents = await loadFor(feed, events);
  const { decisions, outgoing } = foldAndReact(documents, events, judge);
  const placed = decisions.length > 0 ? await feed.append(decisions) : [];
  const seqs = await feed.write(documents.take());
  await linkFacts(feed, [...events, ...placed]);
  const rows = toOutboxRows(outgoing);
  if (rows.length > 0) await feed.queue(rows);
  await feed.moveCursor(last.position);
  return { folded: events.length, advanced: Object.keys(seqs).length > 0, queued: rows.length > 0 };
}

/** Folds up to the log's head, where what follows in the transaction must know everything that was acknowledged. By the rules alone unless told otherwise. */
export async function catchUp(
  feed: FeedTransaction,
  { now, hmacKey }: Pick<LivePass, 'now' | 'hmacKey'>,
  by = decide,
): Promise<FoldedBatch> {
  const pass: LivePass = { decide: by, now, hmacKey, limit: eventsPerBatch };
  let sum: FoldedBatch = { folded: 0, advanced: false, queued: false };
  for (;;) {
    const { folded, advanced, queued } = await foldBatch(feed, pass);
    sum = { folded: sum.folded + folded, advanced: sum.advanced || advanced, queued: sum.queued || queued };
    if (folded < pass.limit) return sum;
  }
}

async function loadFor(feed: FeedTransaction, events: readonly PlacedEvent[]): Promise<Documents> {
  const needs = needsOf(events);
  for (const event of events) needsOfReaction(event, needs);
  const documents = new Documents(feed);
  await documents.load(needs);
  return documents;
}

/** A decision touches only what its request's fold has loaded, so it is folded at once, before it has its place. */
function foldAndReact(documents: Documents, events: readonly PlacedEvent[], judge: Judge) {
  const decisions: DecisionFact[] = [];
  const outgoing: Outgoing[] = [];
  for (const event of events) {
    fold(documents, event);
    const reaction = react(documents, event, judge);
    if (reaction.outgoing) outgoing.push(reaction.outgoing);
    if (!reaction.decision) continue;
    fold(documents, reaction.decision);
    decisions.push(reaction.decision);
  }
  return { decisions, outgoing };
}
