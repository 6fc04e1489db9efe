import { auditTime, combineLatest, concat, defer, distinctUntilChanged, filter, map, Observable, of, startWith, switchMap } from 'rxjs';
import type { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import { RequestMessages } from '../../../contract/request-messages.ts';
import type { Api } from '../api.ts';
import type { Connection } from '../connection.ts';
import type { Concern, View } from '../view.ts';
import type { DecisionPreview } from './decision-preview.ts';
import { previewDecisions, previewed, previewSource } from './preview-decisions.ts';
import type { RequestPlace } from './review-row.ts';

/** How often a preview is made anew while requests come in under it. */
const refreshMs = 3_000;
const concerns: readonly Concern[] = ['activity', 'product', 'policy', 'command'];

type Server = Readonly<{ api: Pick<Api, 'post'>; connection: Pick<Connection, 'state$'> }>;

/**
 * The preview over one open replica: at once from what is here, then, where there is a server, with the messages that are not. Those are kept no longer
 * than the preview is looked at.
 */
export const decisionPreviewOf = (
  view: View,
  rules: DecisionRules,
  some: readonly RequestPlace[] | undefined,
  { api, connection }: Server,
): Observable<DecisionPreview> =>
  defer(() => {
    const only = some && new Set(some.map(({ requestEventId }) => requestEventId));
    const texts = new Map<string, string>();
    const asked = new Set<string>();
    const now = () => previewDecisions(previewSource(view), rules, { newest: previewed, texts, only });
    const connected$ = connection.state$.pipe(
      map(({ kind }) => kind === 'connected'),
      distinctUntilChanged(),
    );
    return combineLatest([changes$(view), connected$]).pipe(
      switchMap(([, isConnected]) => {
        const { preview, unknown } = now();
        const missing = isConnected ? unknown.filter((id) => !asked.has(id)) : [];
        if (missing.length === 0) return of({ ...preview, asked: unknown.length > 0 && unknown.every((id) => asked.has(id)) });
        const answered$ = messages$(api, missing).pipe(
          map((found) => {
            if (!found) return preview;
            for (const id of missing) asked.add(id);
            for (const { requestEventId, message } of found) texts.set(requestEventId, message);
            return { ...now().preview, asked: true };
          }),
        );
        return concat(of({ ...preview, asking: true }), answered$);
      }),
    );
  });

/** What is done on this desk is answered at once. */
const changes$ = ({ changed$ }: Pick<View, 'changed$'>): Observable<unknown> => {
  const concerned$ = changed$.pipe(filter((changed) => concerns.some((concern) => changed.has(concern))));
  const acts$ = concerned$.pipe(filter((changed) => changed.has('act')));
  return combineLatest([concerned$.pipe(auditTime(refreshMs), startWith(undefined)), acts$.pipe(startWith(undefined))]);
};

/** Letting go of it gives the request up; a server that does not answer has told nothing. */
const messages$ = (api: Pick<Api, 'post'>, requests: readonly string[]): Observable<RequestMessages['messages'] | undefined> =>
  new Observable((subscriber) => {
    const aborting = new AbortController();
    void api.post('/v1/requests/messages', { requests }, RequestMessages, aborting.signal).then((answer) => {
      subscriber.next(answer.ok ? answer.value.messages : undefined);
      subscriber.complete();
    });
    return () => aborting.abort();
  });
