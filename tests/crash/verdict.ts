import type { Lead } from '../../contract/lead.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { leadId } from '../../domain/identity/ids.ts';
import type { Evidence } from './evidence-files.ts';

/** What the server shows after it has caught up. */
export type Shown = Readonly<{
  leads: readonly Lead[];
  /** Ids of persons and products that have a document. */
  persons: ReadonlySet<string>;
  products: ReadonlySet<string>;
  /** Every fact's id in the log. */
  log: ReadonlySet<string>;
  /** The item of every message that a phone of the sandbox showed. */
  ledger: readonly string[];
}>;

/** The four numbers of the promise. 0 lost and 0 doubled, or it is broken. */
export type Verdict = Readonly<{
  /** Ids whose PUBACK the publisher wrote down. */
  acked: number;
  /** Of those, not in the log, or in the log and not in the read model. */
  lost: number;
  /** Counted more often than said, answered with different ids, or shown by a phone more than once. */
  doubled: number;
  /** Down messages that came again with the same id: allowed. */
  repeated: number;
}>;

/** Compares what the publisher wrote down with what the server shows. */
export function verdictOf(evidence: Evidence, shown: Shown): Verdict {
  const { acknowledged, said, down } = evidence;
  const acked = said.filter(({ eventId }) => acknowledged.has(eventId));
  const missing = acked.filter(({ eventId }) => !shown.log.has(eventId));
  const logged = acked.filter(({ eventId }) => shown.log.has(eventId));
  const distinct = new Set(down.map(({ id }) => id));
  return {
    acked: acknowledged.size,
    lost: missing.length + unshown(logged, shown) + (acknowledged.size - acked.length),
    doubled: overcounted(said, shown) + contradicted(down) + (shown.ledger.length - new Set(shown.ledger).size),
    repeated: down.length - distinct.size,
  };
}

type Counted = 'searches' | 'questions' | 'requested';
const countedAs: Partial<Record<UpEvent['kind'], Counted>> = { searched: 'searches', questioned: 'questions', requested: 'requested' };

/** How often each lead should have counted each kind, by `leadId kind`. */
function countsOf(events: readonly UpEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const counted = countedAs[event.kind];
    if (!counted || !('chatId' in event)) continue;
    const key = `${leadId(event.userId, event.productId)} ${counted}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** A request is counted once wherever it stands: waiting, approved or refused. */
function shownCounts(leads: readonly Lead[]): Map<string, number> {
  return new Map(
    leads.flatMap(({ id, searches, questions, waiting, requests, refusals }): [string, number][] => [
      [`${id} searches`, searches],
      [`${id} questions`, questions],
      [`${id} requested`, waiting + requests + refusals],
    ]),
  );
}

function unshown(logged: readonly UpEvent[], { leads, persons, products }: Shown): number {
  const uncounted = shortfall(countsOf(logged), shownCounts(leads));
  const others = logged.filter(
    (event) =>
      (event.kind === 'product' && !products.has(event.productId)) ||
      ((event.kind === 'identified' || event.kind === 'consented') && !persons.has(event.userId)),
  );
  return uncounted + others.length;
}

const overcounted = (said: readonly UpEvent[], { leads }: Shown): number => shortfall(shownCounts(leads), countsOf(said));

/** By how much the second falls short of the first, over all keys. */
const shortfall = (full: ReadonlyMap<string, number>, short: ReadonlyMap<string, number>): number =>
  [...full].reduce((sum, [key, count]) => sum + Math.max(0, count - (short.get(key) ?? 0)), 0);

/** Different ids for one event and kind, beyond the first. */
function contradicted(down: Evidence['down']): number {
  const ids = new Map<string, Set<string>>();
  for (const { kind, id, eventId } of down) {
    if (eventId === undefined) continue;
    const key = `${eventId} ${kind}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(id));
  }
  return [...ids.values()].reduce((sum, { size }) => sum + size - 1, 0);
}
