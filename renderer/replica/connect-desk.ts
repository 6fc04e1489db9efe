import { combineLatest, map, Observable, ReplaySubject, startWith } from 'rxjs';
import type { Desk, ReplicaStatus } from './desk.ts';
import { DeskError } from './desk-error.ts';
import type { DeskCall, DeskStream, PageMessage, WorkerMessage } from './desk-messages.ts';

/** As much of a worker as the desk needs; a `MessagePort` is one too. */
export type DeskWorker = Readonly<{
  postMessage: (message: PageMessage) => void;
  addEventListener: (type: 'message' | 'error', listen: (event: never) => void) => void;
}>;

const broken: ReplicaStatus = { connection: 'failed', code: 'replica.storage', waiting: 0, persisted: false };

type Waiting = Readonly<{ resolve: (value: never) => void; reject: (error: DeskError) => void }>;
type Watcher = Readonly<{ next: (value: never) => void; error: (error: DeskError) => void }>;

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
  const calls = new Map<number, Waiting>();
  const watchers = new Map<number, Watcher>();
  const statuses = new Set<(status: ReplicaStatus) => void>();
  let made = 0;
  let dead = false;

  worker.addEventListener('message', ({ data }: { data: WorkerMessage }) => {
    if (data.kind === 'next') watchers.get(data.id)?.next(data.value as never);
    else if (data.kind === 'answer') calls.get(data.id)?.resolve(data.value as never);
    else (calls.get(data.id)?.reject ?? watchers.get(data.id)?.error)?.(new DeskError(data.code));
    if (data.kind !== 'next') calls.delete(data.id);
  });

  worker.addEventListener('error', () => {
    dead = true;
    for (const { reject } of calls.values()) reject(new DeskError('replica.storage'));
    calls.clear();
    for (const tell of statuses) tell(broken);
  });

  const call =
    <K extends DeskCall>(name: K) =>
    (...args: Parameters<Desk[K]>): ReturnType<Desk[K]> =>
      new Promise((resolve, reject) => {
        if (dead) return reject(new DeskError('replica.storage'));
        const id = ++made;
        calls.set(id, { resolve, reject });
        worker.postMessage({ kind: 'call', id, call: name, args });
      }) as ReturnType<Desk[K]>;

  const watch = <T>(stream: DeskStream, args: readonly unknown[]): Observable<T> =>
    new Observable((subscriber) => {
      const id = ++made;
      watchers.set(id, { next: (value) => subscriber.next(value), error: (error) => subscriber.error(error) });
      worker.postMessage({ kind: 'watch', id, stream, args });
      return () => {
        watchers.delete(id);
        worker.postMessage({ kind: 'unwatch', id });
      };
    });

  const status$ = new Observable<ReplicaStatus>((subscriber) => {
    const tell = (status: ReplicaStatus) => subscriber.next(status);
    statuses.add(tell);
    if (dead) tell(broken);
    const watching = watch<ReplicaStatus>('status$', []).subscribe(tell);
    return () => {
      statuses.delete(tell);
      watching.unsubscribe();
    };
  });

  return {
    status$: combineLatest([status$, granted$.pipe(startWith(false))]).pipe(
      map(([status, granted]) => ({ ...status, persisted: status.persisted || granted })),
    ),
    leads$: (...args) => watch('leads$', args),
    lead$: (...args) => watch('lead$', args),
    overview$: (...args) => watch('overview$', args),
    products$: () => watch('products$', []),
    members$: () => watch('members$', []),
    dispatches$: () => watch('dispatches$', []),
    items$: (...args) => watch('items$', args),
    refused$: () => watch('refused$', []),
    activities$: (...args) => watch('activities$', args),
    packets: call('packets'),
    packet: call('packet'),
    replayPacket: call('replayPacket'),
    discardPacket: call('discardPacket'),
    patch: call('patch'),
    undo: call('undo'),
    decide: call('decide'),
    planDispatch: call('planDispatch'),
    requestDispatch: call('requestDispatch'),
    cancelDispatch: call('cancelDispatch'),
    dismissRefused: call('dismissRefused'),
    takeOver: call('takeOver'),
    syncNow: call('syncNow'),
    signIn: call('signIn'),
  };
}
