import { createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import type { Data } from './data.ts';
import { leadsAtOnce, leadsInOrder } from './leads-of-looks.ts';
import { idOf } from './learn-split.ts';
import type { Figures } from './part.ts';
import { rankAsShipped } from './rank-as-shipped.ts';
import type { Ranker } from './ranking-quality.ts';

/** What was looked at, oldest first, and what was looked at next. */
type Session = Readonly<{ known: readonly number[]; next: number }>;
type Sessions = Readonly<{ training: readonly (readonly number[])[]; asked: readonly Session[] }>;

const depth = 20;
const seed = '1';

/**
 * Running chats: what comes next, by what ships from the leads that the chat has made so far, on sessions that were not learned from. Where what was seen is left out, only sessions are
 * asked about that go on to something new: the two rules are never mixed in one figure.
 */
export async function measureSessions(data: Data | undefined): Promise<Figures> {
  const { training, asked } = data ? readSessions(data) : generatedSessions();
  const name = data ? 'rr' : 'generated';
  const table = learnSessions(training);
  const allowed = rankAsShipped(table, { seen: 'among', leadsOf: leadsInOrder });
  const unseen = rankAsShipped(table, { seen: 'never', leadsOf: leadsInOrder });
  const plain = rankAsShipped(table, { seen: 'never', leadsOf: leadsAtOnce });
  const fresh = asked.filter(({ known, next }) => !known.includes(next));
  return {
    [`${name}_hr20_unseen`]: hitRate(unseen, fresh),
    [`${name}_hr20_unseen_equal_weights`]: hitRate(plain, fresh),
    [`${name}_share_unseen`]: fresh.length / asked.length,
    [`${name}_hr20_seen_allowed`]: hitRate(allowed, asked),
  };
}

/** The share of sessions whose next item is among the first twenty. */
const hitRate = (rank: Ranker, asked: readonly Session[]): number =>
  asked.filter(({ known, next }) => rank(known, depth).includes(next)).length / asked.length;

/** Who looks in one session is one user. */
function learnSessions(training: Sessions['training']): NeighbourTable {
  const counts = createCoOccurrence();
  training.forEach((items, session) => {
    for (const item of items) counts.learn(String(session), idOf(item));
  });
  return createNeighbourLists(counts).table();
}

/** A session a line, its items by spaces; of what is asked about, what came next after a tab. */
function readSessions(data: Data): Sessions {
  const itemsOf = (text = '') => text.split(' ').map(Number);
  const asked = data.lines('retailrocket-sessions.valid.txt').map((line): Session => {
    const [known, next] = line.split('\t');
    return { known: itemsOf(known), next: Number(next) };
  });
  return { training: data.lines('retailrocket-sessions.train.txt').map((line) => itemsOf(line)), asked };
}

const planted = { sessions: 4_000, items: 600, near: 5, length: 5, back: 0.3 };

/** Sessions that wander to what is near by number, and now and then back to what was seen. */
function generatedSessions(): Sessions {
  const random = seededRandom('sessions', seed);
  const all = Array.from({ length: planted.sessions }, () => {
    const seen = [random.below(planted.items)];
    while (seen.length < planted.length) {
      const step = 1 + random.below(planted.near);
      seen.push(random.chance(planted.back) ? random.pick(seen) : ((seen.at(-1) as number) + step) % planted.items);
    }
    return seen;
  });
  const asked = all.slice(0, planted.sessions / 10).map((items) => ({ known: items.slice(0, -1), next: items.at(-1) as number }));
  return { training: all.slice(planted.sessions / 10), asked };
}
