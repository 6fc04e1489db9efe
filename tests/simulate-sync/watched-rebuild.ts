import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { rebuild } from '../../sync-server/projection/rebuild.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import type { Finding } from './checker/violation.ts';
import { workspace } from './shop.ts';
import type { World } from './world.ts';

/**
 * Runs a rebuild on the server that is up, and looks at what it must not touch: what waits in the outbox and what was handed over, at
 * the beginning and the end of its transaction (I2: nothing is decided, queued or sent again).
 */
export async function rebuildingOn({ machine }: World, run: typeof rebuild, note: (finding: Finding) => void): Promise<void> {
  const server = machine.running();
  if (!server) return;
  const outbox = () => {
    const { waiting, done } = machine.disk.tables(workspace);
    return canonicalJson([[...waiting.open.values()], [...done.open.values()]]);
  };
  const feed: Store['feed'] = {
    ...server.store.feed,
    transaction: (name, work) =>
      server.store.feed.transaction(name, async (held) => {
        const before = outbox();
        const result = await work(held);
        if (outbox() !== before) note({ invariant: 'I2', what: 'a rebuild changed what waits in the outbox' });
        return result;
      }),
  };
  await run({ ...server.store, feed }, workspace);
}
