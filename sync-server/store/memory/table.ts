/** A table as somebody sees it: rows in the order of their last write. */
export type View<K, V> = Readonly<{ get(key: K): V | undefined; values(): Iterable<V> }>;

/**
 * Rows that are on the simulated disk, and beside them what the open transaction has written. One transaction is open at a time;
 * everybody else sees what is on the disk.
 */
export class Table<K, V> {
  readonly #disk = new Map<K, V>();
  readonly #written = new Map<K, V | undefined>();

  /** As everybody sees it. */
  readonly synced: View<K, V> = { get: (key) => this.#disk.get(key), values: () => this.#disk.values() };

  /** As the open transaction sees it. */
  readonly open: View<K, V> = {
    get: (key) => (this.#written.has(key) ? this.#written.get(key) : this.#disk.get(key)),
    values: () => this.#seen(),
  };

  /** In a transaction; without a row it is gone. */
  put(key: K, row: V | undefined): void {
    this.#written.delete(key);
    this.#written.set(key, row);
  }

  /** Whether the open transaction has written anything. */
  touched(): boolean {
    return this.#written.size > 0;
  }

  /** What was written is on the disk now. */
  sync(): void {
    for (const [key, row] of this.#written) {
      this.#disk.delete(key);
      if (row !== undefined) this.#disk.set(key, row);
    }
    this.#written.clear();
  }

  /** What is on the disk now; the function that is returned puts it back. */
  copy(): () => void {
    const rows = new Map(this.#disk);
    return () => this.clear(rows);
  }

  /** Other rows, or none, in the place of those that there are. */
  clear(rows: ReadonlyMap<K, V> = new Map()): void {
    this.#written.clear();
    this.#disk.clear();
    for (const [key, row] of rows) this.#disk.set(key, row);
  }

  /** What was written and not synced is lost. */
  drop(): void {
    this.#written.clear();
  }

  *#seen(): Iterable<V> {
    for (const [key, row] of this.#disk) if (!this.#written.has(key)) yield row;
    for (const row of this.#written.values()) if (row !== undefined) yield row;
  }
}
