import type { Change, FeedTransaction, Kept, KeptDocument } from '../store/port/feed.ts';

/** Where a fold finds the documents that were there before it: a transaction, or what a rebuild has made so far. */
export type DocumentSource = Pick<FeedTransaction, 'documents'>;

/** The documents that some facts touch, by collection. */
export class Needs {
  readonly byCollection = new Map<Kept, Set<string>>();

  add(collection: Kept, id: string): void {
    const ids = this.byCollection.get(collection);
    if (ids) ids.add(id);
    else this.byCollection.set(collection, new Set([id]));
  }
}

/** What is known of one document; null where there is none. */
type Slot = { readonly id: string; document: unknown; changed: boolean };

/** The documents of one collection, by id, and those that changed, in the order in which they did. */
type Shelf = Readonly<{ slots: Map<string, Slot>; changed: Slot[] }>;

/**
 * The documents of one fold, in memory: loaded with one call a collection, changed any number of times, taken out once.
 * A document that was neither loaded nor put must not be read: that would be a fold over half of what is known.
 */
export class Documents {
  readonly #source: DocumentSource;
  readonly #shelves = new Map<Kept, Shelf>();

  constructor(source: DocumentSource) {
    this.#source = source;
  }

  async load(needs: Needs): Promise<void> {
    for (const [collection, ids] of needs.byCollection) await this.loadNamed(collection, ids);
  }

  async loadNamed(collection: Kept, ids: Iterable<string>): Promise<void> {
    const { slots } = this.#of(collection);
    const missing = [...(ids instanceof Set ? ids : new Set(ids))].filter((id) => !slots.has(id));
    if (missing.length === 0) return;
    const found: ReadonlyMap<string, unknown> = await this.#source.documents(collection, missing);
    for (const id of missing) slots.set(id, { id, document: found.get(id) ?? null, changed: false });
  }

  get<K extends Kept>(collection: K, id: string): KeptDocument<K> | undefined {
    const slot = this.#of(collection).slots.get(id);
    if (!slot) throw new Error(`${collection} was folded before it was loaded`);
    return (slot.document as KeptDocument<K> | null) ?? undefined;
  }

  put<K extends Kept>(collection: K, document: KeptDocument<K>): void {
    this.#set(collection, document.id, document);
  }

  remove(collection: Kept, id: string): void {
    this.#set(collection, id, null);
  }

  /** How many documents are in memory, or known not to exist. */
  get size(): number {
    let size = 0;
    for (const { slots } of this.#shelves.values()) size += slots.size;
    return size;
  }

  /** Frees the memory of what was taken; whatever is needed again has to be loaded again. */
  forget(): void {
    for (const { slots, changed } of this.#shelves.values()) {
      if (changed.length > 0) throw new Error('documents that changed and were not taken cannot be forgotten');
      slots.clear();
    }
  }

  /** Everything that was put or removed since the last call. */
  take(): Change[] {
    const changes: Change[] = [];
    for (const [collection, { changed }] of this.#shelves) {
      for (const slot of changed.splice(0)) {
        slot.changed = false;
        changes.push({ collection, id: slot.id, document: slot.document } as Change);
      }
    }
    return changes;
  }

  #set(collection: Kept, id: string, document: unknown): void {
    const { slots, changed } = this.#of(collection);
    const known = slots.get(id);
    const slot = known ?? { id, document, changed: false };
    slot.document = document;
    if (!known) slots.set(id, slot);
    if (!slot.changed) changed.push(slot);
    slot.changed = true;
  }

  #of(collection: Kept): Shelf {
    const known = this.#shelves.get(collection);
    if (known) return known;
    const shelf = { slots: new Map<string, Slot>(), changed: [] };
    this.#shelves.set(collection, shelf);
    return shelf;
  }
}
