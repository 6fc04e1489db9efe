import type { Store } from '../port/store.ts';
import { withoutValues } from './failure.ts';

type Room = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** The store whose failures say nothing that stood in a row (I11): the driver's errors carry the query and what PostgreSQL quotes of it. */
export const withoutValuesIn = (store: Store): Store => ({
  ...store,
  log: guarded(store.log),
  feed: guarded(store.feed),
  outbox: guarded(store.outbox),
  credentials: guarded(store.credentials),
  models: guarded(store.models),
  audit: guarded(store.audit),
  ...(store.shared && { shared: { ...store.shared, ledger: guarded(store.shared.ledger), secrets: guarded(store.shared.secrets) } }),
});

function guarded<R extends object>(room: R): R {
  const entries = Object.entries(room as Room).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      try {
        return await call(...args);
      } catch (error) {
        throw withoutValues(error);
      }
    },
  ]);
  return Object.fromEntries(entries) as R;
}
