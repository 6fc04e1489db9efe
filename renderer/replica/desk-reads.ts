import { combineLatest, defer, distinctUntilChanged, EMPTY, expand, filter, map, Observable, of, startWith, switchMap, timer } from 'rxjs';
import { LeadEvents } from '../../contract/lead-event.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { activityPage } from './activity-page.ts';
import type { Api } from './api.ts';
import { awayView } from './away/away-view.ts';
import { askSending } from './composing/ask-sending.ts';
import { peopleIn } from './composing/whole-plan.ts';
import { conflictPage, conflictSource } from './conflicts/conflict-page.ts';
import type { Connection } from './connection.ts';
import { consentTaskPage } from './consents/consent-task-page.ts';
import { peopleIn as knownPeople, personConsents } from './consents/consent-views.ts';
import type { ActivityQuery } from './desk/activity-row.ts';
import type { Overview } from './desk/day-totals.ts';
import type { LeadDetail, LeadPage, LeadQuery } from './desk/lead-view.ts';
import { linePage } from './desk/line-page.ts';
import type { SegmentView } from './desk/segment-view.ts';
import type { Desk } from './desk.ts';
import { afterwardsIn, dispatchViews, itemPage } from './dispatch-views.ts';
import type { DispatchSource } from './dispatches/part-views.ts';
import { inBursts } from './in-bursts.ts';
import { leadDetail } from './lead-detail.ts';
import { classifierView } from './models/classifier-view.ts';
import { neighboursView } from './models/neighbours-view.ts';
import type { Replica } from './open-replica.ts';
import { overviewOf } from './overview.ts';
import { policyView } from './policy/policy-view.ts';
import { previewOf } from './policy/preview-of.ts';
import { proofView } from './proof/proof-view.ts';
import { decisionPreviewOf } from './requests/preview-of.ts';
import { reviewPage } from './requests/review-page.ts';
import { summaryOf } from './sending/command-summary.ts';
import { refusals, toRefused } from './sending/refused-commands.ts';
import { sendQueue } from './sending/send-queue.ts';
import type { StoredCommand } from './stored-command.ts';
import { actsAmong } from './undoing/named-commands.ts';
import type { Concern } from './view.ts';

/** A burst of changes is read once: at its start, and then this often. */
const burstMs = 50;
/** Ten thousand recipients are put in their order anew for the few that are shown; what a person does to one of them is still shown at once. */
const itemsMs = 250;
/** What is summed over every lead and metric, and looked at rather than typed into, is read less often. */
const summaryMs = 500;
/** How often it is asked whether a chat client has what it was told, while somebody looks at it. */
const underwayMs = 3_000;
/** Whoever the server itself acts as is nobody's colleague. */
const serverMember = 'system';
const nothing: ReadonlySet<Concern> = new Set();

export type Reads = Pick<
  Desk,
  | 'leads$'
  | 'lead$'
  | 'overview$'
  | 'products$'
  | 'members$'
  | 'planned$'
  | 'dispatches$'
  | 'items$'
  | 'afterwards$'
  | 'refused$'
  | 'queue$'
  | 'activities$'
  | 'conflicts$'
  | 'reviews$'
  | 'segments$'
  | 'policy$'
  | 'classifier$'
  | 'neighbours$'
  | 'previewScores$'
  | 'previewDecisions$'
  | 'away$'
  | 'consentTasks$'
  | 'personConsents$'
  | 'sending$'
  | 'proof$'
>;

/** What screens may watch of one open replica: at once, then whenever what it is made of changes. */
export function readsOf(
  replica: Replica,
  api: Pick<Api, 'get' | 'post'>,
  connection: Pick<Connection, 'state$'>,
  now: () => number,
): Reads {
  const { view, commands, recommender, notebook } = replica;
  const watch = <T>(concerns: readonly Concern[], read: () => T, everyMs = burstMs): Observable<T> => {
    replica.proof.touched(); // somebody opened a screen, typed or scrolled
    return view.changed$.pipe(
      filter((changed) => concerns.some((concern) => changed.has(concern))),
      startWith(nothing),
      inBursts(everyMs, (changed) => changed.has('act')), // what a person did is answered at once, whatever else arrives
      map(read),
    );
  };
  const leads = ['lead', 'person', 'product', 'policy', 'command'] as const;
  const nameOf = (productId: string) => view.product(productId)?.name;
  const dispatches = (): DispatchSource => ({ view, commands, by: notebook.read().member });

  return {
    leads$: (query: LeadQuery): Observable<LeadPage> => watch(leads, () => view.rows.page(query)),
    lead$: (id: string): Observable<LeadDetail | undefined> =>
      combineLatest([watch([...leads, 'activity', 'dispatchItem'], () => undefined), eventsOf(replica, id, api, connection)]).pipe(
        map(([, events]) => leadDetail(view, recommender, notebook.read().member, id, events)),
      ),
    overview$: (from: string, to: string): Observable<Overview> =>
      watch(
        ['metric', 'lead', 'product'],
        () => overviewOf(view.documents.of('metric').values(), view.documents.of('lead').values(), nameOf, from, to),
        summaryMs,
      ),
    products$: () => watch(['product', 'command'], () => [...view.products()].sort((a, b) => byCodeUnit(a.name, b.name))),
    members$: () => watch(['member'], () => [...view.documents.of('member').keys()].filter((id) => id !== serverMember).sort(byCodeUnit)),
    planned$: (planId, shown, lines) =>
      defer(() => {
        const plan = replica.plans.of(planId);
        return of(plan && linePage(peopleIn(plan, shown), lines, ({ userId }) => userId));
      }),
    dispatches$: () => watch(['dispatch', 'command'], () => dispatchViews(dispatches())),
    items$: (dispatchId, asked, lines) =>
      watch(['dispatchItem', 'person', 'product', 'command'], () => itemPage(dispatches(), dispatchId, asked, lines), itemsMs),
    afterwards$: (dispatchId: string) => watch(['dispatchItem', 'lead'], () => afterwardsIn(dispatches(), dispatchId), summaryMs),
    refused$: () => watch(['command'], () => refusals(commands.all()).map((refusal) => toRefused(refusal, summaries(replica)))),
    queue$: () =>
      combineLatest([watch(['command'], () => undefined), replica.trouble$]).pipe(
        map(([, trouble]) => sendQueue(commands.all(), trouble, summaries(replica))),
      ),
    proof$: () =>
      combineLatest([replica.proof.detail$, watch(['person', 'product'], () => undefined, summaryMs)]).pipe(
        map(([detail]) => proofView(detail, { person: (id) => view.person(id)?.name?.value, product: nameOf })),
      ),
    segments$: () =>
      watch([...leads, 'segment'], () => {
        const counts = replica.segmentCounts.of(view.segments());
        return view
          .segments()
          .map((segment) => ({ ...segment, count: counts.get(segment.id) ?? 0 }))
          .sort(byName);
      }),
    classifier$: () => watch(['policy'], () => classifierView(view)),
    neighbours$: () =>
      combineLatest([replica.neighbours.state$, watch(['policy'], () => undefined)]).pipe(map(() => neighboursView(replica))),
    policy$: (id) => watch(['policy', 'command'], () => policyView(replica, id)),
    previewScores$: (rules) => previewOf(view, rules),
    previewDecisions$: (rules, some) => decisionPreviewOf(view, rules, some, { api, connection }),
    consentTasks$: (query) => watch(['person', 'command'], () => consentTaskPage(knownPeople(view), query, now()), summaryMs),
    personConsents$: (userId) => watch(['person', 'command'], () => personConsents(knownPeople(view), userId)),
    away$: () =>
      combineLatest([replica.absence.report$, watch([...leads, 'segment'], () => undefined, summaryMs)]).pipe(
        map(([report]) => awayView(view, report)),
      ),
    sending$: () => askSending({ notebook, api, state$: connection.state$, now }),
    activities$: (query: ActivityQuery) => watch(['activity', 'person', 'product'], () => activityPage(view, query), summaryMs),
    reviews$: (query) =>
      watch(
        ['activity', 'lead', 'person', 'product', 'command'],
        () => reviewPage(view, query),
        query.limit > 0 ? burstMs : summaryMs, // counts alone are looked at, not worked on
      ),
    conflicts$: (query) =>
      watch(
        ['activity', 'lead', 'person', 'product', 'command'],
        () => conflictPage(conflictSource(view), notebook.read().member, query),
        query.limit > 0 ? burstMs : summaryMs, // counts alone are looked at, not worked on
      ),
  };
}

const byName = (a: SegmentView, b: SegmentView): number => byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id);

/** A lead's full story from the server, as long as it is there; told again when the lead changed. */
function eventsOf(
  replica: Replica,
  id: string,
  api: Pick<Api, 'get'>,
  connection: Pick<Connection, 'state$'>,
): Observable<LeadEvents['events'] | undefined> {
  const told$ = replica.view.changed$.pipe(
    filter((changed) => changed.has('lead')),
    startWith(undefined),
    map(() => storyKey(replica, id)),
    distinctUntilChanged(),
  );
  const connected$ = connection.state$.pipe(
    map(({ kind }) => kind === 'connected'),
    distinctUntilChanged(),
  );
  return combineLatest([connected$, told$]).pipe(
    switchMap(([connected]) =>
      connected ? askEvents(api, id).pipe(expand((events) => (isUnderway(events) ? askLater(api, id) : EMPTY))) : of(undefined),
    ),
    startWith(undefined),
    distinctUntilChanged(),
  );
}

/** Changes when a chat event was added to a lead. */
function storyKey({ view }: Replica, id: string): string {
  const lead = view.documents.of('lead').get(id);
  return lead ? [lead.lastSeenAt, lead.searches, lead.questions, lead.waiting, lead.requests, lead.refusals].join() : '';
}

/** Something was told to a chat client that has not acknowledged it yet: no document says when it does. */
const isUnderway = (events: LeadEvents['events'] | undefined): boolean =>
  events?.some(({ answers }) => answers?.some(({ acknowledgedAt }) => acknowledgedAt === undefined)) ?? false;

const askLater = (api: Pick<Api, 'get'>, id: string) => timer(underwayMs).pipe(switchMap(() => askEvents(api, id)));

/** Letting go of it gives the request up. */
const askEvents = (api: Pick<Api, 'get'>, id: string): Observable<LeadEvents['events'] | undefined> =>
  new Observable((subscriber) => {
    const aborting = new AbortController();
    void api.get(`/v1/leads/${encodeURIComponent(id)}/events`, LeadEvents, aborting.signal).then((answer) => {
      subscriber.next(answer.ok ? answer.value.events : undefined);
      subscriber.complete();
    });
    return () => aborting.abort();
  });

/** Refused by the server, or held back because one before it was: visible until a person has seen it (I6). */

const summaries =
  ({ commands, view }: Replica) =>
  (stored: StoredCommand) =>
    summaryOf(stored, { view, acts: actsAmong(commands.all(), view.reversibles) });
