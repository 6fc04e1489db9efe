/** One tab owns the replica: two writers on one RxDB would miss each other's changes for ever. */
export interface ReplicaLock {
  /**
   * Resolves when this tab owns the replica: `immediately` or not at all, `whenFree`, or by `takeOver`, which takes it away
   * from its owner and waits until that one has closed its database.
   */
  acquire(how: 'immediately'): Promise<Ownership | undefined>;
  acquire(how: 'takeOver'): Promise<Ownership>;
  /** Rejects when given up. */
  acquire(how: 'whenFree', givenUp: AbortSignal): Promise<Ownership>;
}

export type Ownership = Readonly<{
  /** Resolves when another tab took over; close the database, then `release`. */
  lost: Promise<void>;
  release: () => void;
}>;

/** Who owns the replica; may be taken over. */
const ownerName = 'talklens-replica';
/** Held while its database is open; never taken over, so that two are never open at once. */
const databaseName = 'talklens-replica-database';

type Locks = Pick<LockManager, 'request'>;

/** On the Web Locks of the origin (W3C Web Locks API). */
export function webReplicaLock(locks: Locks): ReplicaLock {
  const acquire = async (how: 'immediately' | 'whenFree' | 'takeOver', givenUp?: AbortSignal) => {
    const options = { immediately: { ifAvailable: true }, takeOver: { steal: true }, whenFree: givenUp ? { signal: givenUp } : {} }[how];
    const owner = await hold(locks, ownerName, options);
    if (!owner) return undefined;
    const database = await hold(locks, databaseName, {});
    if (!database) throw new Error('a lock that is waited for is always granted');
    return {
      lost: owner.lost,
      release: () => {
        database.release();
        owner.release();
      },
    };
  };
  return { acquire: acquire as ReplicaLock['acquire'] };
}

/** Holds one lock until released or stolen; undefined where `ifAvailable` finds it held. */
export function hold(locks: Locks, name: string, options: LockOptions): Promise<Ownership | undefined> {
  return new Promise((resolve, reject) => {
    let granted = false;
    let lose: () => void = () => undefined;
    const lost = new Promise<void>((resolveLost) => {
      lose = resolveLost;
    });
    locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(undefined);
        granted = true;
        return new Promise<void>((release) => resolve({ lost, release }));
      })
      .catch((error: unknown) => (granted ? lose() : reject(error)));
  });
}
