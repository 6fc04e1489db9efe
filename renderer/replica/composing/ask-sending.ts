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
export function askSending({ notebook, api, state$, now }: Needs): Observable<SendingView | undefined> {
  const asked$ = timer(0, againMs).pipe(
    switchMap(() => askOnce(api)),
    filter((answer) => answer.ok),
    map(({ value }): SendingView => ({ ...value, at: now() })),
    tap((sending) => void notebook.note({ sending }).catch(() => undefined)), // it is asked for again
  );
  const whileConnected$ = state$.pipe(
    map(({ kind }) => kind === 'connected'),
    distinctUntilChanged(),
    switchMap((connected) => (connected ? asked$ : EMPTY)),
  );
  return concat(of(notebook.read().sending), whileConnected$);
}

const askOnce = (api: Pick<Api, 'get'>) =>
  defer(() => {
    const aborting = new AbortController();
    return from(api.get('/v1/sending', Sending, aborting.signal)).pipe(finalize(() => aborting.abort()));
  });
