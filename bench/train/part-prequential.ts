import { createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { interestsOfLeads } from '../../domain/recommendation/interests-of-leads.ts';
import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import type { RecommendationBasis } from '../../domain/recommendation/recommend.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { Data } from './data.ts';
import { plantedInteractions } from './interactions.ts';
import { type Leads, leadsAtOnce, look, startedAt } from './leads-of-looks.ts';
import { idOf } from './learn-split.ts';
import type { Figures } from './part.ts';
import { basisOf, recommendAsShipped } from './rank-as-shipped.ts';
import { rankInterestsByEase } from './rank-by-ease.ts';
import { shuffled } from './split.ts';

/** `at` in epoch milliseconds. */
type Event = Readonly<{ user: string; item: number; at: number }>;

const depth = 20;
/** New neighbours are published after so many events. */
const published = 4_000;
/** Of all events, so that the part takes a minute. */
const askedEvery = 10;
const msPerS = 1_000;
const seed = '1';

/**
 * As it goes in a shop: in the order of time, each event is first recommended for, then learned from. Asked about is every tenth event of users who have shown something
 * before; what they have seen is left out.
 */
export async function measurePrequential(data: Data | undefined): Promise<Figures> {
  const name = data ? 'prequential_hr20_ml100k' : 'prequential_hr20_generated';
  const hits = { shipped: 0, equal: 0, ease: 0, popular: 0 };
  const counts = createCoOccurrence();
  const lists = createNeighbourLists(counts);
  const ofUsers = new Map<string, Leads>();
  const events = data ? readEvents(data) : generatedEvents();
  const items = 1 + events.reduce((most, { item }) => Math.max(most, item), 0);
  let basis = basisOf(lists.table());
  let byEase = rankInterestsByEase(counts, items);
  let asked = 0;
  events.forEach(({ user, item, at }, number) => {
    if (number % published === 0) {
      basis = basisOf(lists.table());
      byEase = rankInterestsByEase(counts, items);
    }
    const own: Leads = ofUsers.get(user) ?? new Map();
    const productId = idOf(item);
    if (own.size > 0 && number % askedEvery === 0) {
      asked += 1;
      const isIn = (leads: Leads) =>
        recommendAsShipped(leads, basis, { asOfDay: kstDay(at), count: depth }).some((one) => one.productId === productId);
      if (isIn(own)) hits.shipped += 1;
      if (byEase(interestsOfLeads(own.values(), kstDay(at)), depth).includes(item)) hits.ease += 1;
      if (isIn(leadsAtOnce([...own.keys()]))) hits.equal += 1;
      if (mostPopular(basis, own).includes(productId)) hits.popular += 1;
    }
    counts.learn(user, productId);
    ofUsers.set(user, look(own, productId, at));
  });
  return {
    [name]: hits.shipped / asked,
    [`${name}_equal_weights`]: hits.equal / asked,
    [`${name}_ease`]: hits.ease / asked,
    [`${name}_popularity`]: hits.popular / asked,
  };
}

/** What a shop would show without learning: to everybody the same, but for what they have seen. */
const mostPopular = ({ popularity }: RecommendationBasis, own: Leads): readonly string[] =>
  [...popularity.keys()].filter((productId) => !own.has(productId)).slice(0, depth);

/** `user item rating time` a line; of one time in the order of the file. */
function readEvents(data: Data): readonly Event[] {
  const events = data
    .lines('ml-100k.train.tsv')
    .slice(1)
    .map((line): Event => {
      const [user = '', item, , at] = line.split('\t');
      return { user, item: Number(item), at: Number(at) * msPerS };
    });
  return events.sort((a, b) => a.at - b.at);
}

const minuteMs = 60_000;

/** Each user goes through a cluster of items, one at a time between all the others. */
function generatedEvents(): readonly Event[] {
  const pairs = plantedInteractions(seed).ofUsers.flatMap((items, user) => items.map((item) => ({ user: `user-${user}`, item })));
  return shuffled(pairs, seed).map((pair, number) => ({ ...pair, at: startedAt + number * minuteMs }));
}
