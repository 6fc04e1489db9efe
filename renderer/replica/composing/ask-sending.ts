import { concat, defer, distinctUntilChanged, EMPTY, filter, finalize, from, map, type Observable, of, switchMap, tap, timer } from 'rxjs';
import { Sending } from '../../../contract/sending.ts';
import type { Api } from '../api.ts';
import type { Connection } from '../connection.ts';
import type { SendingView } from '../desk.ts';
import type { Replica } from '../open-replica.ts';

/** A balance moves with what is sent; while somebody looks at it, it is asked for so often. */
const againMs = 60_000;

type Needs = Readonly<{
  notebook: Pick<Replica['notebook'], 'read' | 'note'>;
  api: Pick<Api, 'get'>;
  state$: Connection['state$'];
  now: () => number;
}>;

/** What the server said last of what messages travel by, and what it says as long as it is there. Kept, so that it is known offline with its age. */
export function askSending(needs: Needs): Observable<SendingView | undefined> {
  const asked$ = timer(0, againMs).pipe(switchMap(() => askOnce(needs)));
  return concat(
    defer(() => of(needs.notebook.read().sending)),
    whileConnected(needs.state$, asked$),
  );
}

/** Asks whenever the server is back, whoever looks: who writes her first message offline knows what it will travel by, too. */
export const learnSending = (needs: Needs): Observable<SendingView> => whileConnected(needs.state$, askOnce(needs));

const whileConnected = <T>(state$: Needs['state$'], asked$: Observable<T>): Observable<T> =>
  state$.pipe(
    map(({ kind }) => kind === 'connected'),
    distinctUntilChanged(),
    switchMap((connected) => (connected ? asked$ : EMPTY)),
  );

const askOnce = ({ notebook, api, now }: Needs): Observable<SendingView> =>
  defer(() => {
    const aborting = new AbortController();
    return from(api.get('/v1/sending', Sending, aborting.signal)).pipe(finalize(() => aborting.abort()));
  }).pipe(
    filter((answer) => answer.ok),
    map(({ value }): SendingView => ({ ...value, at: now() })),
    tap((sending) => void notebook.note({ sending }).catch(() => undefined)), // it is asked for again
  );
