import { startDispatcher } from '../dispatch/dispatcher.ts';
import type { Provider } from '../dispatch/provider.ts';
import { catchUp } from '../projection/fold-batch.ts';
import { type Shop, silent } from './open-shop.ts';

/** One life of the dispatcher: started, run until nothing is due, stopped. */
export async function runDispatcher({ store, wakeUps, clock }: Shop, provider: Provider): Promise<void> {
  const dispatcher = await startDispatcher({ store, provider, wakeUps, catchUpOf: async () => catchUp, now: () => clock.now, log: silent });
  await dispatcher.idle();
  await dispatcher.stop();
}
