import type { Api } from '../../renderer/replica/api.ts';
import type { ReplicaStore } from '../../renderer/replica/replica-store.ts';
import type { CatchUp } from '../../sync-server/dispatch/machine.ts';
import type { SendAdapter } from '../../sync-server/dispatch/send-adapter.ts';
import type { rebuild } from '../../sync-server/projection/rebuild.ts';
import type { pauseOpen } from '../../sync-server/restored/pause-open.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';

type At = Readonly<{ random: Random; clock: VirtualClock }>;

/** Where a bug can be planted: ports that are wrapped and functions that are swapped, none of them in the product. */
export type Mutation = Readonly<{
  store?: (store: Store, at: At) => Store;
  adapter?: (adapter: SendAdapter) => SendAdapter;
  catchUp?: CatchUp;
  rebuild?: typeof rebuild;
  /** What is done about dispatches in a backup that was put back. */
  pauseOpen?: typeof pauseOpen;
  /** The desk's local store. */
  kept?: (store: ReplicaStore) => ReplicaStore;
  /** How the desk asks the server. */
  api?: (api: Api, at: At) => Api;
}>;
