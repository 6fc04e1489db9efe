import { type Observable, Subject } from 'rxjs';
import type { Activity, Conflict } from '../../contract/activity.ts';
import type { Collection } from '../../contract/collection.ts';
import type { Lead } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import type { RecommendationRules } from '../../contract/policy/recommendation-policy.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { PolicyId, PolicyRules, SetByPeople } from '../../contract/policy.ts';
import type { Product } from '../../contract/product.ts';
import type { Segment } from '../../contract/segment.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { rulesOf } from '../../domain/policy/set-policy.ts';
import { isSetByPeople, shippedRules } from '../../domain/policy/shipped-rules.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { noLessons } from '../../domain/request-decision/learning/lessons.ts';
import { type ClassifierMode, modeOf } from '../../domain/request-decision/learning/when-to-learn.ts';
import { type Scoring, scoringBy } from '../../domain/scoring/score.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { type ActivityOrder, createActivityOrder } from './activity-order.ts';
import type { CommandStore } from './command-store.ts';
import type { LeadRow } from './desk/lead-view.ts';
import type { Changed, Documents } from './documents.ts';
import type { ArrivalWatch } from './freshness/watch-arrivals.ts';
import { createIndexes, type Indexes } from './indexes.ts';
import { createLeadRows, type LeadRows, type SearchableRow, searchedParts } from './lead-rows.ts';
import { createLiveOverlay } from './overlay/live-overlay.ts';
import type { Overlay, Underlay } from './overlay/overlay.ts';
import { overlayOf } from './overlay/overlay-of.ts';
import type { KnownRequest } from './requests/known-request.ts';
import { decisionsOn, type PastHere, pastHere } from './requests/past-request.ts';
import { searchText } from './search-text.ts';
import { standings } from './stored-command.ts';
import { actsAmong } from './undoing/named-commands.ts';
import { type Deed, type Reversible, takenBack } from './undoing/written-here.ts';

/** What a change was about: a collection, `command` for what this desk did or heard of it, and `act` where a person did it just now. */
export type Concern = Collection | 'command' | 'act';

/** Read models plus overlay, in memory: what every filter, sort, count and screen reads. No query reads the store. */
export interface View {
  readonly changed$: Observable<ReadonlySet<Concern>>;
  readonly documents: Documents;
  readonly indexes: Indexes;
  readonly rows: LeadRows;
  readonly activities: Pick<ActivityOrder, 'newestFirst'>;
  lead(id: string): Lead | undefined;
  product(id: string): Product | undefined;
  conflict(id: string): Conflict | undefined;
  /** How a request stands, with what is being decided here. */
  request(requestEventId: string): KnownRequest | undefined;
  /** What is here of a request that was decided. */
  past(requestEventId: string): PastHere | undefined;
  classifierMode(): ClassifierMode;
  products(): readonly Product[];
  segments(): readonly Segment[];
  person(userId: string): Person | undefined;
  overlay(): Overlay;
  /** What an undo of this command or batch would take back, newest first, as far as it is known here. */
  done(undoes: string): readonly Deed[];
  /** What the audit tells of acts that can be undone. */
  readonly reversibles: Pick<Underlay, 'audit' | 'auditOfBatch'>;
  recommendationRules(): RecommendationRules;
  /** The policy that people set, as it is shown; undefined where the shipped one holds. */
  policy<Id extends PolicyId>(id: Id): SetByPeople<Id> | undefined;
  /** What held before a command of this desk that has no audit yet; the shipped one where none was set. */
  policyBefore(id: PolicyId, commandId: string): PolicyRules;
  /** What scores are made by. */
  scoreRules(): ScoreRules;
  /** By those rules, as of today. */
  scoring(): Scoring;
  /** Today in Seoul: what scores are as of. */
  today(): string;
  /** Rises whenever a lead comes or goes. */
  population(): number;
  /** Shows what the documents took in, with the overlay as the commands now stand. */
  show(changed: Changed): void;
  /** The commands changed. */
  recommand(): void;
  /** Scores anew when a new day has begun in Seoul; whether one has. */
  tick(): boolean;
}

type Needs = Readonly<{
  documents: Documents;
  commands: Pick<CommandStore, 'all' | 'get'>;
  member: () => string;
  now: () => number;
  arrivals?: Pick<ArrivalWatch, 'shown' | 'shownAt'>;
}>;

export function createView({ documents, commands, member, now, arrivals }: Needs): View {
  const changed$ = new Subject<ReadonlySet<Concern>>();
  const indexes = createIndexes(documents);
  const activities = createActivityOrder(documents);
  const under: Underlay = {
    lead: (id) => documents.of('lead').get(id),
    product: (id) => documents.of('product').get(id),
    segment: (id) => documents.of('segment').get(id),
    policy: (id) => storedPolicy(documents, id),
    person: (id) => documents.of('person').get(id),
    conflict: (id) => {
      const activity = documents.of('activity').get(id);
      return activity?.kind === 'conflict' ? activity : undefined;
    },
    decision: (requestEventId) => newestDecision(documents, indexes, requestEventId),
    past: (requestEventId, lead) => pastHere({ documents, indexes }, requestEventId, lead),
    classifierMode: () => classifierModeOf(documents),
    audit: (id) => reversible(documents, id),
    auditOfBatch: (batchId) => [...indexes.activitiesOfBatch.of(batchId)].flatMap((id) => reversible(documents, id) ?? []),
  };
  const overlay = createLiveOverlay(under, commands, member);
  const engagementOf = createEngagement();
  let today = kstDay(now());
  let rules: ScoreRules = shippedRules('score'); // what the rows are scored by
  let scoring = scoringBy(rules, today);
  let population = 0;
  let acts = commands.all().length; // what a person did and was told of

  const lead = (id: string) => overlay.now().leads.get(id) ?? under.lead(id);
  const product = (id: string) => overlay.now().products.get(id) ?? under.product(id);
  const conflict = (id: string) => overlay.now().conflicts.get(id) ?? under.conflict(id);
  const person = (id: string) => overlay.now().persons.get(id) ?? under.person(id);
  const request = (id: string) => overlay.now().requests.get(id) ?? under.decision(id);
  const policy = <Id extends PolicyId>(id: Id) => (overlay.now().policies.get(id) ?? under.policy(id)) as SetByPeople<Id> | undefined;
  const scoreRules = (): ScoreRules => policy('score') ?? shippedRules('score');

  const buildRow = (id: string): SearchableRow | undefined => {
    const found = lead(id);
    if (!found) return undefined;
    const shownAt = arrivals?.shownAt(id);
    const known = person(found.userId);
    const points = engagementOf(found.days, scoring) + scoring.fit(found, known);
    const shown = {
      ...{ points, band: scoring.bandOf(points), pending: overlay.now().pendingLeads.has(id) },
      ...(shownAt !== undefined && { shownAt }),
    };
    return toRow(found, known, product(found.productId), shown);
  };
  const rows = createLeadRows(buildRow, (id) => product(id)?.name);

  const renewRows = (ids: ReadonlySet<string>) => {
    const before = rows.size;
    rows.renew(ids);
    if (rows.size !== before) population++;
  };

  /** The leads of products and people that are shown otherwise than they are, before and after. */
  const leadsOfEdited = (before: Overlay) => [
    ...[...before.products.keys(), ...overlay.now().products.keys()].flatMap((id) => [...indexes.leadsOfProduct.of(id)]),
    ...[...before.persons.keys(), ...overlay.now().persons.keys()].flatMap((id) => [...indexes.leadsOfUser.of(id)]),
  ];

  /** Whether leads are now scored by other rules than their rows were. */
  const byOtherRules = (): boolean => {
    const before = rules;
    rules = scoreRules();
    if (rules !== before) scoring = scoringBy(rules, today);
    return rules !== before;
  };

  const everyLead = () => new Set(documents.of('lead').keys());

  overlay.recommand();
  return {
    changed$: changed$.asObservable(),
    ...{ documents, indexes, rows, activities, lead, product, conflict, request, person, policy, reversibles: under },
    past: (requestEventId) => under.past(requestEventId, under.lead(under.decision(requestEventId)?.leadId ?? '')),
    classifierMode: under.classifierMode,
    scoreRules,
    scoring: () => scoring,
    recommendationRules: () => policy('recommendation') ?? shippedRules('recommendation'),
    policyBefore: (id, commandId) => {
      const earlier = commands.all().filter((stored) => stored.id < commandId);
      const before = overlayOf(under, earlier, member()).policies.get(id) ?? under.policy(id);
      return before ? rulesOf(before) : shippedRules(id);
    },
    done: (undoes) => {
      const all = commands.all();
      const { laid } = overlayOf(under, all, member());
      return takenBack(undoes, standings(all), { acts: actsAmong(all, under), lead: under.lead, laid: (id) => laid.get(id) });
    },
    products: () => [...new Map([...documents.of('product'), ...overlay.now().products]).values()],
    segments: () => [...new Map([...documents.of('segment'), ...overlay.now().segments]).values()].flatMap((segment) => segment ?? []),
    overlay: overlay.now,
    today: () => today,
    population: () => population,
    show: (changed) => {
      arrivals?.shown(changed.get('lead') ?? []);
      indexes.renew(changed);
      activities.renew(changed.get('activity') ?? []);
      const anew = overlay.renew(changed);
      renewRows(byOtherRules() ? everyLead() : new Set([...leadsTouchedBy(changed, indexes), ...anew]));
      changed$.next(new Set<Concern>(changed.keys()));
    },
    recommand: () => {
      const before = overlay.now();
      const touched = overlay.recommand();
      const edited = leadsOfEdited(before);
      if (byOtherRules()) renewRows(everyLead());
      else renewRows(edited.length > 0 ? new Set([...touched, ...edited]) : touched);
      const done = commands.all().length;
      changed$.next(new Set<Concern>(done > acts ? ['command', 'act'] : ['command']));
      acts = done;
    },
    tick: () => {
      if (kstDay(now()) === today) return false;
      today = kstDay(now());
      scoring = scoringBy(rules, today);
      renewRows(everyLead());
      changed$.next(new Set<Concern>(['lead', 'metric']));
      return true;
    },
  };
}

/** Engagement, worked out once for the same days: an edit leaves a lead's days the very object they were. */
function createEngagement() {
  const known = new WeakMap<Lead['days'], Readonly<{ scoring: Scoring; points: number }>>();
  return (days: Lead['days'], scoring: Scoring): number => {
    const before = known.get(days);
    if (before?.scoring === scoring) return before.points;
    const points = scoring.engagement(days);
    known.set(days, { scoring, points });
    return points;
  };
}

function leadsTouchedBy(changed: Changed, indexes: Indexes): string[] {
  return [
    ...(changed.get('lead') ?? []),
    ...[...(changed.get('person') ?? [])].flatMap((id) => [...indexes.leadsOfUser.of(id)]),
    ...[...(changed.get('product') ?? [])].flatMap((id) => [...indexes.leadsOfProduct.of(id)]),
  ];
}

function storedPolicy(documents: Documents, id: PolicyId): SetByPeople | undefined {
  const policy = documents.of('policy').get(id);
  return policy && isSetByPeople(policy) ? policy : undefined;
}

/** Whether what people have decided bears out what the classifier foretold. */
function classifierModeOf(documents: Documents): ClassifierMode {
  const lessons = documents.of('policy').get(noLessons.id);
  return modeOf(lessons?.id === 'lessons' ? lessons : noLessons);
}

function reversible(documents: Documents, id: string): Reversible | undefined {
  const activity = documents.of('activity').get(id);
  return isReversible(activity) ? activity : undefined;
}

const reversibles: ReadonlySet<string> = new Set<Reversible['kind']>([
  ...(['patched', 'settled', 'requestsDecided', 'requestsReevaluated', 'undone'] as const),
]);
const isReversible = (activity: Activity | undefined): activity is Reversible => activity !== undefined && reversibles.has(activity.kind);

function newestDecision(documents: Documents, indexes: Indexes, requestEventId: string): ReturnType<Underlay['decision']> {
  const [newest] = decisionsOn(documents, indexes, requestEventId);
  if (!newest) return undefined;
  const { leadId, requestedAt: at, decisionNo, outcome, commandId, word } = newest;
  return { leadId, at, decisionNo, is: standingAfter(outcome), ...(commandId !== undefined && { commandId }), ...(word && { word }) };
}

function toRow(
  lead: Lead,
  person: Person | undefined,
  product: Product | undefined,
  shown: Pick<LeadRow, 'points' | 'band' | 'pending' | 'shownAt'>,
): SearchableRow {
  const { id, userId, productId, searches, questions, waiting, requests, refusals, status, marketerId, tags, lastSeenAt, lastReceivedAt } =
    lead;
  const name = person?.name?.value;
  const lastRequestType = lead.lastRequest?.requestType;
  return {
    ...{ id, userId, productId, searches, questions, waiting, requests, refusals, status, tags, lastSeenAt, lastReceivedAt, ...shown },
    ...(marketerId !== undefined && { marketerId }),
    ...(name !== undefined && { name }),
    ...(product && { productName: product.name }),
    ...(lastRequestType !== undefined && { lastRequestType }),
    consented: hasConsent(person, 'ad', 'kakao'),
    search: searchText(searchedParts(lead, name, product?.name)),
  };
}
