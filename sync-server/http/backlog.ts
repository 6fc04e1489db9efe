/** What of `POST /v1/events` may wait for the store at once, over all clients: about a second of work, and a bound to memory. */
const limits = { items: 20_000, bytes: 32 * 1024 * 1024 };

/** One request's part of what waits. */
export type Ticket = Readonly<{
  /** False where they do not fit, or the ticket was closed, as when their request was broken off; none of them are counted then. */
  takeBytes(count: number): boolean;
  takeItems(count: number): boolean;
  /** Gives everything back; again does nothing. */
  close(): void;
}>;

export type Backlog = Readonly<{
  /** Whether nothing more is taken for now. */
  full(): boolean;
  open(): Ticket;
}>;

/**
 * Bounds what is held in memory for the store, so that a store that is slow is felt by who sends and not by the whole server. A single
 * request of the greatest size fits where nothing waits. MQTT needs none: a connection whose packets wait is not read from.
 */
export function createBacklog({ items: maxItems, bytes: maxBytes } = limits): Backlog {
  const waiting = { items: 0, bytes: 0 };

  function open(): Ticket {
    const mine = { items: 0, bytes: 0 };
    let closed = false;
    const take = (what: 'items' | 'bytes', count: number, most: number): boolean => {
      if (closed || waiting[what] + count > most) return false;
      waiting[what] += count;
      mine[what] += count;
      return true;
    };
    return {
      takeBytes: (count) => take('bytes', count, maxBytes),
      takeItems: (count) => take('items', count, maxItems),
      close: () => {
        closed = true;
        waiting.items -= mine.items;
        waiting.bytes -= mine.bytes;
        mine.items = 0;
        mine.bytes = 0;
      },
    };
  }

  return { full: () => waiting.items >= maxItems || waiting.bytes >= maxBytes, open };
}
