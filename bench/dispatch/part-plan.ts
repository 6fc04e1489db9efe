import { aLead, anItem, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import type { ProductChoice } from '../../domain/dispatching/written-message.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { createDocuments } from '../../renderer/replica/documents.ts';
import { planDispatch } from '../../renderer/replica/plan-dispatch.ts';
import { createRecommender } from '../../renderer/replica/recommender.ts';
import { createView } from '../../renderer/replica/view.ts';
import { median } from '../ingest/quantile.ts';

const people = 10_000;
const products = 200;
const leadsOfOne = 3;
const rounds = 15;
/** Before the clock runs. */
const warmUp = 5;
const noon = Date.UTC(2026, 10, 23, 3);
const dayMs = 86_400_000;
const usPerMs = 1_000;
/** One in so many has not agreed, has no number, has the number of whoever is before them, was sent something three days ago. */
const withoutConsent = 7;
const withoutPhone = 11;
const sharesPhone = 13;
const wasSent = 5;

type Figures = Readonly<Record<string, number>>;

/**
 * The worker's part of a plan for 10,000 people who are in memory, each asked the permit with every rule on (I8): `plan_ms_10k` gives everybody one
 * product, `plan_each_ms_10k` recommends one for each first. By the clock, and in CPU time of the process. What the marketer waits for besides,
 * from her click to the painting, is `composer_ms_10k`.
 */
export function measurePlan(): Figures {
  const permits = measure({ kind: 'same', productIds: ['p1'] });
  const recommending = measure({ kind: 'each', count: 1 });
  return {
    ...{ plan_ms_10k: permits.ms, plan_cpu_ms_10k: permits.cpuMs },
    ...{ plan_each_ms_10k: recommending.ms, plan_each_cpu_ms_10k: recommending.cpuMs },
  };
}

function measure(chosen: ProductChoice): Readonly<{ ms: number; cpuMs: number }> {
  const view = viewOfShop();
  const recommender = createRecommender(view, () => undefined);
  const rows = [...view.rows.all()];
  const written = { products: chosen, text: '#{이름}님, #{상품명} 보셨나요?' };
  const times = Array.from({ length: rounds + warmUp }, () => {
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    const { recipients } = planDispatch({ view, recommender, provider: 'solapi', now: noon }, rows, written);
    const used = process.cpuUsage(before);
    if (recipients.length !== people) throw new Error(`${recipients.length} of ${people} were planned`);
    return { ms: performance.now() - startedAt, cpuMs: (used.user + used.system) / usPerMs };
  }).slice(warmUp);
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
}

function viewOfShop() {
  const documents = createDocuments();
  const stage = (collection: Parameters<typeof documents.stage>[0], all: readonly Readonly<{ id: string }>[]) =>
    documents.stage(
      collection,
      all.map((body) => ({ id: body.id, body })),
    );
  const numbers = Array.from({ length: people }, (_, index) => index);
  stage('person', numbers.map(person));
  stage('lead', numbers.flatMap(leads));
  stage('dispatchItem', numbers.filter((index) => index % wasSent === 0).map(sentItem));
  stage(
    'product',
    Array.from({ length: products }, (_, index) => aProduct({ id: `p${index}`, productId: `p${index}` })),
  );
  stage('policy', [policy]);
  const view = createView({ documents, commands: { all: () => [], get: () => undefined }, member: () => 'owner', now: () => noon });
  view.show(documents.takeIn());
  return view;
}

const policy = {
  ...shippedRules('sending'),
  ...{ senderName: '하늘상점', senderContact: '02-123-4567', freeOptOut: '080-123-4567' },
  ...{ version: 1, at: noon - dayMs, by: 'owner', factId: 's' },
};

function person(index: number) {
  const { phone: _phone, consents: _consents, ...known } = aPerson({ id: `u${index}` });
  const number = index % sharesPhone === 1 ? index - 1 : index;
  return {
    ...known,
    consents:
      index % withoutConsent === 0 ? [] : [{ purpose: 'ad', channel: 'kakao', granted: true, at: noon - dayMs, factId: 'c' } as const],
    ...(index % withoutPhone !== 0 && { phone: { value: `0102${String(number).padStart(7, '0')}`, at: 1, factId: 'p' } }),
  };
}

const leads = (index: number) =>
  Array.from({ length: leadsOfOne }, (_, turn) => aLead({ userId: `u${index}`, productId: `p${(index * 7 + turn * turn) % products}` }));

const sentItem = (index: number) =>
  anItem({ id: `i${index}`, userId: `u${index}`, productIds: [`p${index % products}`], state: 'delivered', at: noon - 3 * dayMs });
