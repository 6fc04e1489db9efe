import type { Change, FeedTransaction, Kept, KeptDocument } from '../store/port/feed.ts';

/** Where a fold finds the documents that were there before it: a transaction, or nothing for a rebuild. */
export type DocumentSource = Pick<FeedTransaction, 'documents'>;

export const nothingBefore: DocumentSource = { documents: async () => new Map() };

/** The documents that some facts touch, by collection. */
export class Needs {
  readonly byCollection = new Map<Kept, Set<string>>();

  add(collection: Kept, id: string): void {
    const ids = this.byCollection.get(collection);
    if (ids) ids.add(id);
    else this.byCollection.set(collection, new Set([id]));
  }
}

/**
 * The documents of one fold, in memory: loaded with one call a collection, changed any number of times, taken out once.
 * A document that was neither loaded nor put must not be read: that would be a fold over half of what is known.
 */
export class Documents {
  readonly #source: DocumentSource;
  readonly #known = new Map<Kept, Map<string, unknown>>();
  readonly #changed = new Map<Kept, Set<string>>();

  constructor(source: DocumentSource) {
    this.#source = source;
  }

  async load(needs: Needs): Promise<void> {
    for (const [collection, ids] of needs.byCollection) await this.loadNamed(collection, ids);
  }

  async loadNamed(collection: Kept, ids: Iterable<string>): Promise<void> {
    const known = this.#of(collection);
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    const found: ReadonlyMap<string, unknown> = await this.#source.documents(collection, missing);
    for (const id of missing) known.set(id, found.get(id) ?? null);
  }

  get<K extends Kept>(collection: K, id: string): KeptDocument<K> | undefined {
    const document = this.#of(collection).get(id);
    if (document === undefined) throw new Error(`${collection} was folded before it was loaded`);
    return (document as KeptDocument<K> | null) ?? undefined;
  }

  put<K extends Kept>(collection: K, document: KeptDocument<K>): void {
    this.#set(collection, document.id, document);
  }

  remove(collection: Kept, id: string): void {
    this.#set(collection, id, null);
  }

  /** Everything that was put or removed since the last call. */
  take(): Change[] {
    const changes: Change[] = [];
    for (const [collection, ids] of this.#changed) {
      const known = this.#of(collection);
      for (const id of ids) changes.push({ collection, id, document: known.get(id) } as Change);
    }
    this.#changed.clear();
    return changes;
  }

  #set(collection: Kept, id: string, document: unknown): void {
    this.#of(collection).set(id, document);
    const changed = this.#changed.get(collection);
    if (changed) changed.add(id);
    else this.#changed.set(collection, new Set([id]));
  }

  #of(collection: Kept): Map<string, unknown> {
    let documents = this.#known.get(collection);
    if (!documents) {
      documents = new Map();
      this.#known.set(collection, documents);
    }
    return documents;
  }
}
