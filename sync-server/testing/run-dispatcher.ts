import { startDispatcher } from '../dispatch/dispatcher.ts';
import { aloneAs } from '../dispatch/holding.ts';
import type { SendAdapter } from '../dispatch/send-adapter.ts';
import { catchUp } from '../projection/fold-batch.ts';
import { type Shop, silent } from './open-shop.ts';

let lives = 0;

/** One life of the dispatcher: started, run until nothing is due, stopped. */
export async function runDispatcher({ store, wakeUps, clock }: Shop, adapter: SendAdapter): Promise<void> {
  const holding = aloneAs(`life ${++lives}`);
  const dispatcher = await startDispatcher({
    ...{ store, adapter, holding, wakeUps, log: silent },
    catchUpOf: async () => catchUp,
    now: () => clock.now,
  });
  await dispatcher.idle();
  await dispatcher.stop();
}
