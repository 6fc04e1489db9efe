import type { Collection, DocumentOf } from '../../contract/collection.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import type { Feed } from '../store/port/feed.ts';

/** Documents a page: so many are parsed at a stretch on the thread that serves everybody else. */
const documentsAtOnce = 200;

/** What the reader of a collection is given, as with a desk: changed documents, the ids of those that are gone, and that all is void. */
export type Readings<C extends Collection> = Readonly<{
  changed(documents: readonly DocumentOf<C>[], gone: readonly string[]): Promise<void>;
  /** The feed is another one than it was: everything follows again. */
  startedOver(): Promise<void>;
}>;

/** Reads on, from wherever it was. */
export type ReadOn = (stopping: () => boolean) => Promise<void>;

/** Follows one collection of the feed behind a place of its own, which a restart begins anew. */
export function followFeed<C extends Collection>(
  { pull }: Pick<Feed, 'pull'>,
  workspace: string,
  collection: C,
  { changed, startedOver }: Readings<C>,
): ReadOn {
  let place: Checkpoint | undefined;

  return async (stopping) => {
    while (!stopping()) {
      const page = await pull(workspace, collection, place, documentsAtOnce);
      if (page === 'resync') {
        place = undefined;
        await startedOver();
        continue;
      }
      const gone = page.documents.flatMap((document) => ('deleted' in document ? document.id : []));
      const live = page.documents.filter((document) => !('deleted' in document)) as unknown as readonly DocumentOf<C>[];
      if (page.documents.length > 0) await changed(live, gone);
      place = page.checkpoint;
      if (page.documents.length < documentsAtOnce) return;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
}
