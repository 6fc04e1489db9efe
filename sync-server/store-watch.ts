import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { FactDamaged } from './store/fact-damaged.ts';
import type { Store } from './store/port/store.ts';
import { isDamage, isStoreFailure } from './store-failure.ts';

export type StoreWatch = Readonly<{
  /** The same store; what it fails at is noted. */
  store: Store;
  /** Whether a damaged fact or page was met since the start. It does not heal by itself, so this stays. */
  damaged(): boolean;
}>;

type Ports = Readonly<{
  metrics: Pick<Metrics, 'storeFailures' | 'damage'>;
  /** Epoch ms. */
  now(): number;
  log: Logger;
}>;

/** A disk that is full fails thousands of times a minute: enough is said to see that it lasts. */
const saidEveryMs = 10_000;

/**
 * Notes every failure of the store in one place, whoever met it: counted by operation, said in the log (each operation at most every
 * ten seconds, each damaged place once), and remembered where data is damaged.
 */
export function watchStore(store: Store, { metrics, now, log }: Ports): StoreWatch {
  const saidAt = new Map<string, number>();
  const damagedPlaces = new Set<string>();

  function failed(operation: string, workspace: unknown, error: unknown): void {
    if (isDamage(error)) noteDamage(operation, workspace, error);
    else if (isStoreFailure(error)) noteFailure(operation, error);
  }

  function noteFailure(operation: string, error: unknown): void {
    metrics.storeFailures.inc({ operation });
    if (now() - (saidAt.get(operation) ?? Number.NEGATIVE_INFINITY) < saidEveryMs) return;
    saidAt.set(operation, now());
    log.error({ err: error, operation }, 'store failed');
  }

  function noteDamage(operation: string, workspace: unknown, error: unknown): void {
    const place = error instanceof FactDamaged ? { workspace, position: error.position } : { file: true };
    const key = JSON.stringify(place);
    if (damagedPlaces.has(key)) return;
    damagedPlaces.add(key);
    metrics.damage.set(damagedPlaces.size);
    log.error({ err: error, operation, ...place }, 'store damaged');
  }

  const watched = <Part extends object>(name: string, part: Part): Part =>
    watchedPart(part, (call, ...rest) => failed(`${name}.${call}`, ...rest));
  const { log: facts, feed, outbox, credentials, models, fold } = store;
  return {
    store: {
      ...store,
      log: watched('log', facts),
      feed: watched('feed', feed),
      outbox: watched('outbox', outbox),
      credentials: watched('credentials', credentials),
      models: watched('models', models),
      ...(fold && { fold: (wakeUps) => fold(wakeUps, (workspace, error) => failed('feed.transaction', workspace, error)) }),
    },
    damaged: () => damagedPlaces.size > 0,
  };
}

type Failed = (call: string, workspace: unknown, error: unknown) => void;

/** Every call of a part of the store takes the workspace first, if any, and answers with a promise. */
function watchedPart<Part extends object>(part: Part, failed: Failed): Part {
  return new Proxy(part, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...values: unknown[]) => {
        try {
          return await call.apply(target, values);
        } catch (error) {
          failed(String(name), values[0], error);
          throw error;
        }
      };
    },
  });
}
