import { type Observable, Subject } from 'rxjs';
import type { Collection } from '../../contract/collection.ts';
import type { Lead } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import type { Policy } from '../../contract/policy.ts';
import type { Product } from '../../contract/product.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { defaultPolicy, score } from '../../domain/scoring/score.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { CommandStore } from './command-store.ts';
import type { Changed, Documents } from './documents.ts';
import { createIndexes, type Indexes } from './indexes.ts';
import { createLeadRows, type LeadRows, type SearchableRow, searchedParts } from './lead-rows.ts';
import { emptyOverlay, type Overlay, overlayOf, type Underlay } from './overlay.ts';
import { searchText } from './search-text.ts';

/** What a change was about: a collection, or `command` for what this desk did. */
export type Concern = Collection | 'command';

/** Read models plus overlay, in memory: what every filter, sort, count and screen reads (DESIGN 5). No query reads the store. */
export interface View {
  readonly changed$: Observable<ReadonlySet<Concern>>;
  readonly documents: Documents;
  readonly indexes: Indexes;
  readonly rows: LeadRows;
  lead(id: string): Lead | undefined;
  product(id: string): Product | undefined;
  products(): readonly Product[];
  person(userId: string): Person | undefined;
  overlay(): Overlay;
  policy(): Policy;
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

type Needs = Readonly<{ documents: Documents; commands: Pick<CommandStore, 'all'>; member: () => string; now: () => number }>;

export function createView({ documents, commands, member, now }: Needs): View {
  const changed$ = new Subject<ReadonlySet<Concern>>();
  const indexes = createIndexes(documents);
  const under: Underlay = {
    lead: (id) => documents.of('lead').get(id),
    product: (id) => documents.of('product').get(id),
    decision: (requestEventId) => newestDecision(documents, indexes, requestEventId),
  };
  let overlay = emptyOverlay;
  let today = kstDay(now());
  let population = 0;

  const lead = (id: string) => overlay.leads.get(id) ?? under.lead(id);
  const product = (id: string) => overlay.products.get(id) ?? under.product(id);
  const person = (id: string) => documents.of('person').get(id);
  const policy = () => documents.of('policy').get('score') ?? defaultPolicy;

  const buildRow = (id: string): SearchableRow | undefined => {
    const found = lead(id);
    const points = found && score(found.days, policy(), today).points;
    return (
      found && toRow(found, person(found.userId), product(found.productId), { points: points ?? 0, pending: overlay.pendingLeads.has(id) })
    );
  };
  const rows = createLeadRows(buildRow, (id) => product(id)?.name);

  const renewRows = (ids: ReadonlySet<string>) => {
    const before = rows.size;
    rows.renew(ids);
    if (rows.size !== before) population++;
  };

  /** Makes the overlay anew; gives the leads whose rows it touches or touched. */
  const renewOverlay = (): string[] => {
    const before = overlay;
    overlay = overlayOf(under, commands.all(), member());
    const products = [...before.products.keys(), ...overlay.products.keys()];
    return [...before.leads.keys(), ...overlay.leads.keys(), ...products.flatMap((id) => [...indexes.leadsOfProduct.of(id)])];
  };

  const everyLead = () => new Set(documents.of('lead').keys());

  return {
    changed$: changed$.asObservable(),
    ...{ documents, indexes, rows, lead, product, person, policy },
    products: () => [...new Map([...documents.of('product'), ...overlay.products]).values()],
    overlay: () => overlay,
    today: () => today,
    population: () => population,
    show: (changed) => {
      indexes.renew(changed);
      const touched = renewOverlay();
      renewRows(changed.has('policy') ? everyLead() : new Set([...leadsTouchedBy(changed, indexes), ...touched]));
      changed$.next(new Set<Concern>(changed.keys()));
    },
    recommand: () => {
      renewRows(new Set(renewOverlay()));
      changed$.next(new Set<Concern>(['command']));
    },
    tick: () => {
      if (kstDay(now()) === today) return false;
      today = kstDay(now());
      renewRows(everyLead());
      changed$.next(new Set<Concern>(['lead', 'metric']));
      return true;
    },
  };
}

function leadsTouchedBy(changed: Changed, indexes: Indexes): string[] {
  return [
    ...(changed.get('lead') ?? []),
    ...[...(changed.get('person') ?? [])].flatMap((id) => [...indexes.leadsOfUser.of(id)]),
    ...[...(changed.get('product') ?? [])].flatMap((id) => [...indexes.leadsOfProduct.of(id)]),
  ];
}

function newestDecision(documents: Documents, indexes: Indexes, requestEventId: string): ReturnType<Underlay['decision']> {
  const decisions = [...indexes.decisionsOfRequest.of(requestEventId)].flatMap((id) => {
    const activity = documents.of('activity').get(id);
    return activity?.kind === 'decided' ? [activity] : [];
  });
  const newest = decisions.sort((a, b) => b.decisionNo - a.decisionNo)[0];
  return newest && { decisionNo: newest.decisionNo, is: standingAfter(newest.outcome) };
}

function toRow(
  lead: Lead,
  person: Person | undefined,
  product: Product | undefined,
  shown: Readonly<{ points: number; pending: boolean }>,
): SearchableRow {
  const { id, userId, productId, searches, questions, waiting, requests, refusals, status, marketerId, tags, lastSeenAt } = lead;
  const name = person?.name?.value;
  const lastRequestType = lead.lastRequest?.requestType;
  return {
    ...{ id, userId, productId, searches, questions, waiting, requests, refusals, status, tags, lastSeenAt, ...shown },
    ...(marketerId !== undefined && { marketerId }),
    ...(name !== undefined && { name }),
    ...(product && { productName: product.name }),
    ...(lastRequestType !== undefined && { lastRequestType }),
    consented: hasConsent(person, 'ad', 'kakao'),
    search: searchText(searchedParts(lead, name, product?.name)),
  };
}
