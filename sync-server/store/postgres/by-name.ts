/** Values by two names. Not by a text made of both, which would have to be made and hashed anew at each call. */
export class ByName<V> {
  readonly #shelves = new Map<string, Map<string, V>>();

  get(shelf: string, id: string): V | undefined {
    return this.#shelves.get(shelf)?.get(id);
  }

  set(shelf: string, id: string, value: V): void {
    const known = this.#shelves.get(shelf);
    if (known) known.set(id, value);
    else this.#shelves.set(shelf, new Map([[id, value]]));
  }

  /** In the order in which their shelves and then they themselves were set first. */
  values(): V[] {
    return [...this.#shelves.values()].flatMap((shelf) => [...shelf.values()]);
  }
}
