import { combineLatest, map, Observable, ReplaySubject, share, startWith } from 'rxjs';
import type { ReplicaStatus } from './desk/replica-status.ts';
import type { Desk } from './desk.ts';
import { deskLine } from './desk-line.ts';
import type { PageMessage } from './desk-messages.ts';
import { callsOver, readsOver } from './desk-methods.ts';

/** As much of a worker as the desk needs; a `MessagePort` is one too. */
export type DeskWorker = Readonly<{
  postMessage: (message: PageMessage) => void;
  addEventListener: (type: 'message' | 'error', listen: (event: never) => void) => void;
}>;

const broken: ReplicaStatus = { connection: 'failed', code: 'replica.storage', waiting: 0, persisted: false };

/** As much of `navigator.storage` as the desk needs: a worker may not ask for persistence, a page may (WHATWG Storage 4). */
export type AsksForPersistence = Readonly<{ persist: () => Promise<boolean> }>;

/**
 * The desk as screens have it, on top of the worker that owns the replica. Calls reject with a `DeskError`; letting go of a
 * stream ends it in the worker too. A worker that died says so in `status$`, and fails every call from then on.
 */
export function connectDesk(worker: DeskWorker, storage?: AsksForPersistence): Desk {
  const granted$ = new ReplaySubject<boolean>(1);
  storage?.persist().then(
    (granted) => granted$.next(granted),
    () => granted$.next(false), // refused is an answer too: the status says so
  );
  const line = deskLine(worker);
  const statuses = new Set<(status: ReplicaStatus) => void>();
  let dead = false;

  worker.addEventListener('error', () => {
    dead = true;
    line.breakOff('replica.storage');
    for (const tell of statuses) tell(broken);
  });

  const status$ = new Observable<ReplicaStatus>((subscriber) => {
    const tell = (status: ReplicaStatus) => subscriber.next(status);
    statuses.add(tell);
    if (dead) tell(broken);
    const watching = line.watch('status$', []).subscribe((status) => tell(status as ReplicaStatus));
    return () => {
      statuses.delete(tell);
      watching.unsubscribe();
    };
  });

  return {
    status$: combineLatest([status$, granted$.pipe(startWith(false))]).pipe(
      map(([status, granted]) => ({ ...status, persisted: status.persisted || granted })),
      share({ connector: () => new ReplaySubject(1) }), // told once, however many items of the page show a part of it
    ),
    ...readsOver((name, args) => line.watch(name, args)),
    ...callsOver((name, args) => line.call(name, args)),
  };
}
