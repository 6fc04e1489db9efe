import { type Shop, silent } from '../../projection/testing/open-shop.ts';
import { startDispatcher } from '../dispatcher.ts';
import type { Provider } from '../provider.ts';

/** One life of the dispatcher: started, run until nothing is due, stopped. */
export async function runDispatcher({ store, wakeUps, clock }: Shop, provider: Provider): Promise<void> {
  const dispatcher = await startDispatcher({ store, provider, wakeUps, now: () => clock.now, log: silent });
  await dispatcher.idle();
  await dispatcher.stop();
}
