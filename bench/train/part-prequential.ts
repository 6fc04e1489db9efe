import { createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { chatInterests } from '../../domain/recommendation/interest.ts';
import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import { recommend } from '../../domain/recommendation/recommend.ts';
import type { Data } from './data.ts';
import { idOf } from './learn-split.ts';
import type { Figures } from './part.ts';
import { basisOf, equalInterests } from './rank-as-shipped.ts';

type Event = Readonly<{ user: string; item: number; at: number }>;

const depth = 20;
/** New neighbours are published after so many events. */
const published = 4_000;
/** Of all events, so that the part takes a minute. */
const askedEvery = 10;
const [chat, equal, popular] = ['chat', 'equal', 'popular'] as const;

/**
 * As it goes in a shop: in the order of time, each event is first recommended for, then learned from. Asked about is every tenth event of users who have shown something
 * before; what they have seen is left out.
 */
export async function measurePrequential(data: Data | undefined): Promise<Figures> {
  if (!data) return {};
  const hits = { [chat]: 0, [equal]: 0, [popular]: 0 };
  const counts = createCoOccurrence();
  const lists = createNeighbourLists(counts);
  const shown = new Map<string, string[]>();
  let basis = basisOf(lists.table());
  let asked = 0;
  readEvents(data).forEach(({ user, item }, at) => {
    if (at % published === 0) basis = basisOf(lists.table());
    const own = shown.get(user) ?? [];
    const productId = idOf(item);
    if (own.length > 0 && at % askedEvery === 0) {
      asked += 1;
      const isIn = (interests: ReturnType<typeof chatInterests>) =>
        recommend(interests, basis, depth, { seen: 'never', exclude: new Set(own) }).some((one) => one.productId === productId);
      if (isIn(chatInterests(own))) hits.chat += 1;
      if (isIn(equalInterests(own))) hits.equal += 1;
      if (isIn([])) hits.popular += 1;
    }
    counts.learn(user, productId);
    own.push(productId);
    shown.set(user, own);
  });
  return {
    prequential_hr20_ml100k: hits.chat / asked,
    prequential_hr20_ml100k_equal_weights: hits.equal / asked,
    prequential_hr20_ml100k_popularity: hits.popular / asked,
  };
}

/** `user item rating time` a line; of one time in the order of the file. */
function readEvents(data: Data): readonly Event[] {
  const events = data
    .lines('ml-100k.train.tsv')
    .slice(1)
    .map((line): Event => {
      const [user = '', item, , at] = line.split('\t');
      return { user, item: Number(item), at: Number(at) };
    });
  return events.sort((a, b) => a.at - b.at);
}
