import type { Feed } from '../../sync-server/store/port/feed.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import type { Doom } from './doom.ts';

type Fate = Readonly<{ isArmed: () => boolean; die: () => void }>;

/** A store that calls `die` where the doom says, once that is armed. It changes nothing else. */
export function doomedSendingStore(store: Store, doom: Doom, fate: Fate): Store {
  return { ...store, feed: { ...store.feed, transaction: doomed(store.feed, doom, fate) } };
}

function doomed({ transaction }: Feed, doom: Doom, { isArmed, die }: Fate): Feed['transaction'] {
  let met = 0;
  return async (workspace, work) => {
    let writes = false;
    const result = await transaction(workspace, async (feed) => {
      const append: typeof feed.append = (facts) => {
        writes ||= isArmed() && facts.some(({ kind, body }) => kind === 'dispatch' && body.step === doom.step);
        return feed.append(facts);
      };
      const done = await work({ ...feed, append });
      if (writes) met += 1;
      if (writes && doom.moment === 'before' && met === doom.occurrence) die();
      return done;
    });
    if (writes && doom.moment === 'after' && met === doom.occurrence) die();
    return result;
  };
}
