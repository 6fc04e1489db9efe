import { BehaviorSubject, combineLatest, firstValueFrom, map, type Observable, of } from 'rxjs';
import { ulid } from 'ulid';
import type { Conflict } from '../../contract/activity.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { foldItem, isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { isResendable } from '../../domain/dispatching/resend.ts';
import { stepFoundOut } from '../../domain/dispatching/settle-item.ts';
import { readField, writeField } from '../../domain/patching/lead-field-value.ts';
import { isOfField, reapplied } from '../../domain/patching/settle-conflicts.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { keepPlans } from '../replica/composing/kept-plans.ts';
import { peopleIn, type WholePlan } from '../replica/composing/whole-plan.ts';
import { conflictPage } from '../replica/conflicts/conflict-page.ts';
import type { LeadSelection } from '../replica/desk/lead-act.ts';
import { linePage } from '../replica/desk/line-page.ts';
import type { RefusedCommand } from '../replica/desk/own-command.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk, ItemView, SendingView } from '../replica/desk.ts';
import { itemPageOf } from '../replica/dispatches/item-page.ts';
import { demoActivities } from './demo-activities.ts';
import { demoClassifier } from './demo-classifier.ts';
import { demoQueue } from './demo-commands.ts';
import { conflictSource, inventConflicts, settleDemo } from './demo-conflicts.ts';
import { demoConsents } from './demo-consents.ts';
import { detail } from './demo-detail.ts';
import { type DemoDispatch, delivered, demoAfterwards, demoView, planFor, toItems, viewOf } from './demo-dispatch.ts';
import { demoGallery } from './demo-gallery.ts';
import { known, previewSource, scoredBy } from './demo-known.ts';
import { demoNeighbours } from './demo-neighbours.ts';
import { overviewOf } from './demo-overview.ts';
import { demoPolicy } from './demo-policy.ts';
import type { demoProof } from './demo-proof.ts';
import { demoQuarantine, inventPackets } from './demo-quarantine.ts';
import { demoReevaluation } from './demo-reevaluation.ts';
import { demoRequests } from './demo-requests.ts';
import { demoReview } from './demo-review.ts';
import { type Known, leadPage, leadRows, rowsMatching } from './demo-rows.ts';
import { demoSegments } from './demo-segments.ts';
import type { Shop } from './invent-shop.ts';

export type DemoOptions = Readonly<{
  status: ReplicaStatus;
  proof: ReturnType<typeof demoProof>;
  refused: readonly RefusedCommand[];
  now: () => number;
  sendAfterMs: number;
  /** Three hours without a server have just ended. */
  away: boolean;
  /** What messages travel by; undefined: nobody has ever said. */
  sending: SendingView | undefined;
  /** One dispatch in every state, one of them about so many leads; undefined: nothing was sent yet. */
  gallery: number | undefined;
}>;

type Before = Readonly<{ leadId: string; field: LeadField; from: string | undefined; to: string | undefined }>;

/** A desk without a replica, for looking at screens while building them: everything is kept in memory and nothing leaves it. */
export function createDemoDesk(shop: Shop, { status, proof, refused, now, sendAfterMs, away, sending, gallery }: DemoOptions): Desk {
  const state$ = new BehaviorSubject<Known>(known(shop, kstDay(now())));
  const status$ = new BehaviorSubject(status);
  const refused$ = new BehaviorSubject(refused);
  const plans = keepPlans();
  const waiting = status.review ? demoReview(state$.value, now(), plans) : undefined;
  const dispatches$ = new BehaviorSubject<readonly DemoDispatch[]>([
    ...(gallery === undefined ? [] : demoGallery(state$.value, now(), gallery)),
    ...(waiting ? [waiting.dispatch] : []),
  ]);
  const conflicts$ = new BehaviorSubject<readonly Conflict[]>([]);
  const reopen = new Map<string, () => void>();
  const done = new Map<string, readonly Before[]>();
  const by = status.member ?? 'owner';
  const requests = demoRequests(state$.value, now);
  const reevaluation = demoReevaluation(state$.value, now);
  const policies = demoPolicy(by, now, {
    isOffline: () => status$.value.connection === 'offline',
    source: previewSource(() => state$.value, now),
    took: (rules) => state$.next({ ...state$.value, ...scoredBy(rules, kstDay(now())) }),
  });
  conflicts$.next(inventConflicts(shop.leads, by, now()));

  const selected = (selection: LeadSelection): Lead[] => {
    const ids = selection.kind === 'ids' ? selection.ids : rowsMatching(leadRows(state$.value), selection.filter).map(({ id }) => id);
    return ids.flatMap((id) => state$.value.leads.get(id) ?? []);
  };
  const write = (fields: readonly Before[]) => {
    const leads = new Map(state$.value.leads);
    for (const { leadId, field, to } of fields) {
      const lead = leads.get(leadId);
      if (lead) leads.set(leadId, writeField(lead, field, to, { by, at: now() }));
    }
    const pending =
      status$.value.connection === 'offline'
        ? new Set([...state$.value.pending, ...fields.map(({ leadId }) => leadId)])
        : state$.value.pending;
    state$.next({ ...state$.value, leads, pending });
  };
  const changeDispatch = (id: string, change: (dispatch: DemoDispatch) => DemoDispatch) =>
    dispatches$.next(dispatches$.value.map((dispatch) => (dispatch.view.id === id ? change(dispatch) : dispatch)));

  const looked = (id: string) =>
    changeDispatch(id, ({ view: { review: _seen, ...view }, items }) => ({
      view: { ...view, pending: false },
      items: items.map((item, index) => delivered(item, index, state$.value.products, now())),
    }));

  return {
    status$,
    leads$: (query) => state$.pipe(map((all) => leadPage(leadRows(all), query))),
    lead$: (id) => combineLatest([state$, conflicts$]).pipe(map(([all, conflicts]) => detail(all, conflicts, by, id))),
    overview$: (from, to) => state$.pipe(map(({ leads, products }) => overviewOf([...leads.values()], products, from, to))),
    products$: () => state$.pipe(map(({ products }) => [...products.values()])),
    classifier$: () => of(demoClassifier(now())),
    members$: () => state$.pipe(map(() => shop.members)),
    dispatches$: () => dispatches$.pipe(map((all) => all.map(viewOf).reverse())),
    items$: (dispatchId, asked, lines) =>
      dispatches$.pipe(map((all) => itemPageOf(all.find(({ view }) => view.id === dispatchId)?.items ?? [], asked, lines))),
    afterwards$: (dispatchId) =>
      combineLatest([dispatches$, state$]).pipe(
        map(([all, known]) =>
          demoAfterwards(
            all.find(({ view }) => view.id === dispatchId),
            known,
          ),
        ),
      ),
    refused$: () => refused$ as Observable<readonly RefusedCommand[]>,
    queue$: () => status$.pipe(map((status) => demoQueue(status, now()))),
    activities$: (query) => state$.pipe(map((all) => demoActivities(all, query, by, now()))),
    ...proof,
    conflicts$: (query) =>
      combineLatest([state$, conflicts$]).pipe(map(([all, conflicts]) => conflictPage(conflictSource(all, conflicts), by, query))),
    ...demoSegments(state$, state$.value, by, now, away),
    ...policies,
    ...demoNeighbours(() => state$.value.leads.size, now),
    ...demoQuarantine(inventPackets(now())),
    ...demoConsents(state$.value.persons, leadOfUser(shop), now),
    reviews$: requests.reviews$,
    decide: requests.decide,
    previewDecisions$: (rules, some) => (some ? requests.preview(some) : reevaluation.previewDecisions$(rules)),
    reevaluate: (some) => (some ? requests.reevaluate(some) : reevaluation.reevaluate()),

    async patch(selection, changes) {
      const leads = selected(selection);
      const undoes = ulid(now());
      const fields = leads.flatMap((lead) =>
        changes.map(({ field, to }) => ({ leadId: lead.id, field, from: readField(lead, field), to })),
      );
      done.set(undoes, fields);
      write(fields);
      return { undoes, leads: leads.length };
    },
    async settle(selection, keep) {
      const source = conflictSource(state$.value, conflicts$.value);
      const { conflicts, written, settled } = settleDemo(source, conflicts$.value, by, selection, keep, now());
      const undoes = ulid(now());
      const before = conflicts$.value;
      const fields = written.filter(isOfField).map(reapplied);
      done.set(undoes, fields);
      reopen.set(undoes, () => conflicts$.next(before));
      conflicts$.next(conflicts);
      write(fields);
      return { undoes, leads: settled };
    },
    async undo({ undoes }) {
      if (requests.undo(undoes) || reevaluation.undo(undoes)) return { undoes: ulid(now()), leads: 1, leftAlone: 0 };
      reopen.get(undoes)?.();
      const fields = (done.get(undoes) ?? []).map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from }));
      const inverse = ulid(now());
      done.set(inverse, fields);
      write(fields);
      return { undoes: inverse, leads: leadsAmong(fields), leftAlone: 0 };
    },
    planUndo: async (undoes) => ({ leads: leadsAmong(done.get(undoes) ?? []), leftAlone: 0 }),
    planDispatch: async (composed) => {
      const { rules } = await firstValueFrom(policies.policy$('sending'));
      const policy = rules.id === 'sending' ? rules : shippedRules('sending');
      const terms = { policy, provider: sending?.provider ?? 'sandbox' };
      return plans.keep(planFor(selected(composed.selection), state$.value, now(), composed, terms));
    },
    planned$: (planId, view, lines) => {
      const plan = plans.of(planId);
      return of(plan && linePage(peopleIn(plan, view), lines, ({ userId }) => userId));
    },
    sending$: () => of(sending),
    sendTest: async () => ({ to: 'sandbox', outcome: 'accepted' }),
    connectKakao: async () => 'https://kauth.kakao.com/oauth/authorize',
    async requestDispatch(plan) {
      const id = ulid(now());
      const offline = status$.value.connection === 'offline';
      dispatches$.next([
        ...dispatches$.value,
        { view: { ...demoView(id, by, now()), pending: offline }, items: toItems(id, plans.of(plan.id) ?? noPlan, now()) },
      ]);
      const deliver = (dispatch: DemoDispatch) => ({
        ...dispatch,
        items: dispatch.items.map((item, index) => delivered(item, index, state$.value.products, now())),
      });
      if (!offline) setTimeout(() => changeDispatch(id, deliver), sendAfterMs);
      return { dispatchId: id };
    },
    reviewDispatch: async (id) => (id === waiting?.dispatch.view.id ? waiting.review : undefined),
    sendAsComposed: async (id) => looked(id),
    async sendToPresent(id) {
      looked(id);
      return { dispatchId: id };
    },
    discardDispatch: async (id) => dispatches$.next(dispatches$.value.filter(({ view }) => view.id !== id)),
    async cancelDispatch(id) {
      changeDispatch(id, (dispatch) => ({
        ...dispatch,
        items: dispatch.items.map((item) => (isUnclaimed(item.state) ? { ...item, state: 'cancelled', at: now() } : item)),
      }));
    },
    pauseDispatch: async (id) =>
      changeDispatch(id, ({ view, items }) => ({ view: { ...view, state: 'held', hold: { reason: 'paused' } }, items })),
    resumeDispatch: async (id) =>
      changeDispatch(id, ({ view: { hold: _over, ...view }, items }) => ({ view: { ...view, state: 'sending' }, items })),
    async settleItem(id, was) {
      const settle = (item: ItemView) =>
        item.id === id ? { ...item, ...foldItem(item, { ...stepFoundOut(was), attempt: 1, at: now() }) } : item;
      dispatches$.next(dispatches$.value.map(({ view, items }) => ({ view, items: items.map(settle) })));
    },
    recordExport: async () => undefined,
    async resendFailed(dispatchId) {
      const again = ulid(now());
      const failed = dispatches$.value.find(({ view }) => view.id === dispatchId)?.items.filter(isResendable) ?? [];
      const items = failed.map((item): ItemView => ({ ...item, dispatchId: again, state: 'pending', at: now() }));
      dispatches$.next([...dispatches$.value, { view: { ...demoView(again, by, now()), resends: dispatchId, pending: false }, items }]);
      return { dispatchId: again };
    },
    dismissRefused: async (id) => refused$.next(refused$.value.filter((command) => command.id !== id)),
    restoreRefused: async (id) => refused$.next(refused.filter((command) => command.id === id || refused$.value.includes(command))),
    retryRefused: async (id) => refused$.next(refused$.value.filter((command) => command.id !== id)),
    correctRefused: async (id) => refused$.next(refused$.value.filter((command) => command.id !== id)),
    wake: async () => undefined,
    takeOver: async () => status$.next({ ...status$.value, connection: 'connected' }),
    syncNow: async () => status$.next({ ...status$.value, syncedAt: now() }),
    signIn: async () => {},
  };
}

const noPlan: WholePlan = { recipients: [], sendable: 0, skipped: [] };

/** One lead of each user. */
function leadOfUser({ leads }: Shop): (userId: string) => string | undefined {
  const ids = new Map(leads.map(({ id, userId }) => [userId, id]));
  return (userId) => ids.get(userId);
}

const leadsAmong = (fields: readonly Readonly<{ leadId: string }>[]) => new Set(fields.map(({ leadId }) => leadId)).size;
