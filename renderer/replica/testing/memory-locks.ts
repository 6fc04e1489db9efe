type Granted = (lock: Lock | null) => unknown;
type Held = Readonly<{ lose: (error: Error) => void }>;
type Queued = Readonly<{ grant: () => void }>;

/** Web Locks of one origin in memory, as far as the replica uses them: exclusive, `ifAvailable`, `steal`, `signal`. */
export function createMemoryLocks(): Pick<LockManager, 'request'> {
  const held = new Map<string, Held>();
  const queues = new Map<string, Queued[]>();

  const next = (name: string) => {
    if (!held.has(name)) queues.get(name)?.shift()?.grant();
  };

  const request = (name: string, options: LockOptions, granted: Granted): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const grant = () => {
        const mine: Held = { lose: reject };
        held.set(name, mine);
        Promise.resolve(granted({ name, mode: 'exclusive' })).then((value) => {
          if (held.get(name) === mine) held.delete(name);
          resolve(value);
          next(name);
        }, reject);
      };
      if (options.steal) {
        held.get(name)?.lose(new DOMException('stolen', 'AbortError'));
        grant();
      } else if (!held.has(name)) grant();
      else if (options.ifAvailable) resolve(granted(null));
      else {
        const queued = { grant };
        const queue = queues.get(name) ?? [];
        queues.set(name, [...queue, queued]);
        options.signal?.addEventListener('abort', () => {
          queues.set(
            name,
            (queues.get(name) ?? []).filter((other) => other !== queued),
          );
          reject(new DOMException('given up', 'AbortError'));
        });
      }
    });
  return { request: request as LockManager['request'] };
}
