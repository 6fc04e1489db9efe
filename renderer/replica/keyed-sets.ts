/** Which ids belong to which key; an id may belong to several. */
export interface KeyedSets {
  of(key: string): ReadonlySet<string>;
  /** The keys an id belongs to. */
  keys(id: string): readonly string[];
  /** Replaces the keys an id belongs to. */
  assign(id: string, keys: readonly string[]): void;
}

const none: ReadonlySet<string> = new Set();

export function createKeyedSets(): KeyedSets {
  const sets = new Map<string, Set<string>>();
  const keysOf = new Map<string, readonly string[]>();

  const leave = (id: string, key: string) => {
    const set = sets.get(key);
    set?.delete(id);
    if (set?.size === 0) sets.delete(key);
  };
  const join = (id: string, key: string) => {
    const set = sets.get(key) ?? new Set();
    sets.set(key, set.add(id));
  };

  return {
    of: (key) => sets.get(key) ?? none,
    keys: (id) => keysOf.get(id) ?? [],
    assign: (id, keys) => {
      for (const key of keysOf.get(id) ?? []) leave(id, key);
      for (const key of keys) join(id, key);
      if (keys.length > 0) keysOf.set(id, keys);
      else keysOf.delete(id);
    },
  };
}
