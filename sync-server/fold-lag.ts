import type { FoldLag } from './metrics.ts';
import type { Store } from './store/port/store.ts';

const msPerSecond = 1_000;

/** Over all workspaces: one that stands still is not hidden by others that go on. */
export function foldLagOf({ credentials, feed }: Pick<Store, 'credentials' | 'feed'>, now: () => number): FoldLag {
  const ofEach = async <T>(ask: (workspace: string) => Promise<T>) => Promise.all((await credentials.workspaces()).map(ask));
  return {
    places: async () => (await ofEach(feed.lag)).reduce((sum, lag) => sum + lag, 0),
    async seconds() {
      const waiting = (await ofEach(feed.waitingSince)).filter((since) => since !== undefined);
      return waiting.length === 0 ? 0 : Math.max(now() - Math.min(...waiting), 0) / msPerSecond;
    },
  };
}
