import { expect, test } from 'vitest';
import type { DispatchFact } from '../../sync-server/store/port/fact.ts';
import type { FeedTransaction } from '../../sync-server/store/port/feed.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import type { Doom } from './doom.ts';
import { doomedSendingStore } from './doomed-sending-store.ts';

const doom: Doom = { step: 'claimed', moment: 'before', occurrence: 2, fromStart: true };
const aFact = (step: DispatchFact['body']['step']) => ({ kind: 'dispatch', body: { step } }) as DispatchFact;

/** A store that notes what happens to it in which order. */
function aStore(events: string[]): Store {
  const feed = {
    async transaction(_workspace: string, work: (feed: FeedTransaction) => Promise<unknown>) {
      const done = await work({ append: async () => [] } as unknown as FeedTransaction);
      events.push('committed');
      return done;
    },
  };
  return { feed } as unknown as Store;
}

async function write(planned: Doom, steps: readonly DispatchFact['body']['step'][], isArmed = () => true): Promise<readonly string[]> {
  const events: string[] = [];
  const store = doomedSendingStore(aStore(events), planned, { isArmed, die: () => events.push('dead') });
  for (const step of steps) {
    await store.feed.transaction('w', async (feed) => {
      await feed.append([aFact(step)]);
      return { queued: false };
    });
  }
  return events;
}

test('given a doom before the second claim, the server dies in the transaction of that, before its commit', async () => {
  expect(await write(doom, ['claimed', 'prepared', 'claimed'])).toEqual(['committed', 'committed', 'dead', 'committed']);
});

test('given a doom after a claim, the server dies when that is committed', async () => {
  expect(await write({ ...doom, moment: 'after', occurrence: 1 }, ['prepared', 'claimed'])).toEqual(['committed', 'committed', 'dead']);
});

test('given a doom that is not armed, nobody dies, and what happened before it was does not count', async () => {
  let calls = 0;

  expect(await write(doom, ['claimed', 'claimed', 'claimed'], () => ++calls > 2)).not.toContain('dead');
});
