import { expect, test } from 'vitest';
import type { AnyDocument, Collection } from '../../contract/collection.ts';
import type { DispatchItem } from '../../contract/dispatch.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { aCommand, aUlid } from '../../contract/testing/build-command.ts';
import { aDispatch, aLead, anItem, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { noItems } from '../../domain/dispatching/item-step.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { newMetric } from '../../domain/metric/fold-metric.ts';
import type { CommandStore } from './command-store.ts';
import type { LeadQuery } from './desk/lead-view.ts';
import { dispatchViews, itemPage } from './dispatch-views.ts';
import { createDocuments } from './documents.ts';
import { leadDetail } from './lead-detail.ts';
import { overviewOf } from './overview.ts';
import { planDispatch } from './plan-dispatch.ts';
import { createRecommender } from './recommender.ts';
import type { StoredCommand } from './stored-command.ts';
import { createView } from './view.ts';

const noon = someTime;
const dayMs = 86_400_000;

/** A view over these documents and commands, with a clock that a test may move. */
function aView(documents: readonly (readonly [Collection, AnyDocument])[], commands: StoredCommand[] = []) {
  const clock = { now: noon };
  const stored = createDocuments();
  const all = () => commands;
  const get = (id: string) => commands.find((command) => command.id === id);
  const view = createView({ documents: stored, commands: { all, get }, member: () => 'owner', now: () => clock.now });
  const put = (more: readonly (readonly [Collection, AnyDocument])[]) => {
    for (const [collection, document] of more) stored.stage(collection, [{ id: document.id, body: document }]);
    view.show(stored.takeIn());
  };
  put(documents);
  const store: Pick<CommandStore, 'all' | 'get'> = { all, get };
  return { view, put, clock, store, recommender: createRecommender(view, () => undefined) };
}

const sourceOf = ({ view, store }: Pick<ReturnType<typeof aView>, 'view' | 'store'>) => ({ view, commands: store, by: 'owner' });

const query = (change: Partial<LeadQuery> = {}): LeadQuery => ({
  filter: everyLead,
  sort: { by: 'score', direction: 'desc' },
  offset: 0,
  limit: 10,
  ...change,
});
const lead = (userId: string, productId = '001', change: object = {}) =>
  ['lead', aLead({ userId, productId, id: `${userId}~${productId}`, ...change })] as const;

test('given a name and a product that come later than the lead, its row has them', () => {
  const { view, put } = aView([lead('39')]);

  put([
    ['person', aPerson()],
    ['product', aProduct()],
  ]);

  expect(view.rows.page(query()).rows[0]).toMatchObject({ name: '김하늘', productName: '린넨 셔츠 원피스', consented: true });
  expect(view.rows.page(query({ filter: { ...everyLead, text: 'ㅇㅍㅅ' } })).total).toBe(1);
});

test('given a day that passes in Seoul, scores fall and the order follows', () => {
  const { view, clock } = aView([lead('39', '001', { days: [['2026-11-22', 2, 0, 0, 0]] })]);
  expect(view.rows.get('39~001')?.points).toBe(2_048);

  clock.now += 14 * dayMs;
  expect(view.tick()).toBe(true);

  expect(view.rows.get('39~001')?.points).toBe(1_024);
  expect(view.tick()).toBe(false);
});

test('given an asked value that nothing has, it is still listed, with none', () => {
  const { view } = aView([lead('39')]);

  const { facets } = view.rows.page(query({ filter: { ...everyLead, tags: ['vip'], assignees: [null] } }));

  expect(facets.tags).toEqual([{ value: 'vip', count: 0 }]);
  expect(facets.assignees).toEqual([{ value: null, count: 0 }]);
});

test('given metrics of two spans, sums each and says what came before', () => {
  const metric = (productId: string, day: string, searches: number) => ({
    ...newMetric(productId, day),
    searches: [searches, ...new Array(23).fill(0)],
  });
  const metrics = [
    metric('001', '2026-11-22', 3),
    metric('002', '2026-11-21', 2),
    metric('001', '2026-11-20', 5),
    metric('001', '2026-11-10', 9),
  ];
  const leads = [aLead(), aLead({ days: [['2026-11-19', 1, 0, 0, 0]] })];

  const overview = overviewOf(metrics, leads, (id) => (id === '001' ? '원피스' : undefined), '2026-11-21', '2026-11-22');

  expect(overview.days.map(({ day, searches }) => [day, searches])).toEqual([
    ['2026-11-21', 2],
    ['2026-11-22', 3],
  ]);
  expect(overview.totals).toMatchObject({ searches: 5, leads: 1 });
  expect(overview.previous).toMatchObject({ searches: 5, leads: 1 });
  expect(overview.topProducts).toMatchObject([{ productId: '001', name: '원피스' }, { productId: '002' }]);
});

test('given picked leads, plans each person once, with who is left out and why', () => {
  const products = ['001', '002'].map((id) => ['product', aProduct({ id, productId: id })] as const);
  const { view, recommender } = aView([
    ...products,
    ...['39', '40', '41'].map((user) => lead(user)),
    lead('40', '002'),
    ['person', aPerson()],
    ['person', aPerson({ id: '41', consents: [] })],
  ]);

  const plan = planDispatch({ view, recommender, provider: 'sandbox', now: noon }, [...view.rows.all()], unwritten);

  expect(plan.recipients.map(({ userId, leadIds, skipped }) => [userId, leadIds.length, skipped])).toEqual([
    ['39', 1, undefined],
    ['40', 2, 'consent.missing'],
    ['41', 1, 'consent.missing'],
  ]);
  expect(plan.recipients[0]).toMatchObject({ products: [{ id: '002' }], because: { kind: 'alsoAsked', productId: '001', users: 1 } });
  expect(plan.recipients[0]).not.toHaveProperty('message'); // ten thousand of them are too much for a plan: the page writes the one that is looked at
  expect(plan).toMatchObject({ sendable: 1, skipped: [{ value: 'consent.missing', count: 2 }] });
});

test('given a refused request, what was refused is not recommended; given a product named for all, everybody gets it', () => {
  const refused = { lastRequest: { at: noon, requestEventId: 'r', decisionNo: 1, requestType: '0' } };
  const { view, recommender } = aView([['product', aProduct()], lead('39', '001', refused), ['person', aPerson()]]);

  expect(planDispatch({ view, recommender, provider: 'sandbox', now: noon }, [...view.rows.all()], unwritten).recipients[0]).toMatchObject({
    skipped: 'product.unknown',
  });
  const forAll = { products: { kind: 'same', productIds: ['001'] } } as const;
  expect(planDispatch({ view, recommender, provider: 'sandbox', now: noon }, [...view.rows.all()], forAll).recipients[0]).toMatchObject({
    products: [{ id: '001' }],
  });
});

const itemsIn = (source: Parameters<typeof itemPage>[0], id: string) => itemPage(source, id, {}, { offset: 0, limit: 10 }).lines;

test('given a dispatch asked for here, it is listed with its items until the replica has it', () => {
  const command = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  const { view, put, store } = aView([['person', aPerson()]], [{ id: command.id, command, storedAt: noon }]);
  expect(dispatchViews(sourceOf({ view, store }))).toMatchObject([{ id: command.id, pending: true, counts: { pending: 1 } }]);
  expect(itemsIn(sourceOf({ view, store }), command.id)).toMatchObject([
    { userId: '39', name: '김하늘', state: 'pending', productNames: ['001'] },
  ]);

  put([['dispatch', aDispatch({ id: command.id, counts: { ...noItems(), accepted: 1 } })]]);

  expect(dispatchViews(sourceOf({ view, store }))).toMatchObject([{ id: command.id, pending: false, counts: { accepted: 1, pending: 0 } }]);
});

test('given a dispatch whose recipients are still being pulled, those to come are listed as they were asked for', () => {
  const command = aCommand({ kind: 'requestDispatch', recipients: ['39', '40'].map((userId) => ({ userId, productIds: ['001'] })) });
  const { view, put, store } = aView([['person', aPerson()]], [{ id: command.id, command, storedAt: noon }]);

  put([
    ['dispatch', aDispatch({ id: command.id, counts: { ...noItems(), accepted: 2 } })],
    ['dispatchItem', anItem({ id: itemId(command.id, '40'), dispatchId: command.id, userId: '40', state: 'accepted' })],
  ]);

  const items = itemsIn(sourceOf({ view, store }), command.id);
  expect(items.map(({ userId, state }) => [userId, state])).toEqual([
    ['39', 'pending'],
    ['40', 'accepted'],
  ]);
});

test('given a dispatch asked for here and being cancelled, or taken back, it is shown as cancelled', () => {
  const command = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: command.id });
  const asked = { id: command.id, command, storedAt: noon };
  const cancelling = aView(
    [['person', aPerson()]],
    [
      { ...asked, posted: true },
      { id: cancel.id, command: cancel, storedAt: noon },
    ],
  );
  const withdrawn = aView([['person', aPerson()]], [{ ...asked, withdrawn: true }]);

  expect(dispatchViews(sourceOf(cancelling))).toMatchObject([{ counts: { pending: 0, cancelled: 1 }, pending: true }]);
  expect(dispatchViews(sourceOf(withdrawn))).toMatchObject([{ counts: { pending: 0, cancelled: 1 }, pending: false }]);
  expect(itemsIn(sourceOf(withdrawn), command.id).map(({ state }) => state)).toEqual(['cancelled']);
});

test('given a dispatch being cancelled, only what nobody has begun to send is shown as cancelled', () => {
  const id = aUlid();
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: id });
  const item = (n: string, state: DispatchItem['state']): readonly [Collection, AnyDocument] => [
    'dispatchItem',
    anItem({ id: n.repeat(64), dispatchId: id, userId: n, state }),
  ];
  const counts = { ...noItems(), pending: 1, accepted: 1 };
  const { view, store } = aView(
    [['dispatch', aDispatch({ id, counts })], item('1', 'pending'), item('2', 'accepted')],
    [{ id: cancel.id, command: cancel, storedAt: noon }],
  );

  expect(dispatchViews(sourceOf({ view, store }))[0]).toMatchObject({ counts: { pending: 0, cancelled: 1, accepted: 1 }, pending: true });
  expect(itemsIn(sourceOf({ view, store }), id).map(({ state }) => state)).toEqual(['cancelled', 'accepted']);
});

test('given the server told the full story, a message that the tail tells too is told once, newest first', () => {
  const tail = [{ at: noon, factId: 'q', kind: 'questioned' as const, text: '네이비 있어요?' }];
  const { view, recommender } = aView([lead('39', '001', { tail })]);

  const local = leadDetail(view, recommender, 'owner', '39~001', undefined);
  const full = leadDetail(view, recommender, 'owner', '39~001', [
    { factId: 'q', at: noon, kind: 'questioned', message: '네이비 있어요?' },
    { factId: 's', at: noon - 1, kind: 'searched' },
  ]);

  expect(local).toMatchObject({ timelineFrom: 'local', timeline: [{ id: 'q' }], score: { points: 1_024 } });
  expect(full).toMatchObject({ timelineFrom: 'server', timeline: [{ id: 'q', text: '네이비 있어요?' }, { id: 's' }] });
});
