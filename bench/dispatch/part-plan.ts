import { aLead, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { createDocuments } from '../../renderer/replica/documents.ts';
import { planDispatch } from '../../renderer/replica/plan-dispatch.ts';
import { createRecommender } from '../../renderer/replica/recommender.ts';
import { createView } from '../../renderer/replica/view.ts';
import { median } from '../ingest/quantile.ts';

const people = 10_000;
const rounds = 15;
const noon = Date.UTC(2026, 10, 23, 3);
/** One in so many has not agreed, one in so many has no number. */
const withoutConsent = 7;
const withoutPhone = 11;

/** What the desk needs to say of 10,000 people who may be sent one product, each asked the permit (I8) and given its message. */
export function measurePlan(): Readonly<{ plan_ms_10k: number }> {
  const documents = createDocuments();
  const stage = (collection: 'person' | 'lead' | 'product', all: readonly Readonly<{ id: string }>[]) =>
    documents.stage(
      collection,
      all.map((body) => ({ id: body.id, body })),
    );
  const numbers = Array.from({ length: people }, (_, index) => index);
  stage('person', numbers.map(person));
  stage(
    'lead',
    numbers.map((index) => aLead({ userId: `u${index}` })),
  );
  stage('product', [aProduct()]);
  const none = { all: () => [], get: () => undefined };
  const view = createView({ documents, commands: none, member: () => 'owner', now: () => noon });
  view.show(documents.takeIn());
  const recommender = createRecommender(view, () => undefined);
  const rows = [...view.rows.all()];

  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    const { recipients } = planDispatch({ view, recommender, provider: 'sandbox', now: noon }, rows, {
      products: { kind: 'same', productIds: ['001'] },
    });
    if (recipients.length !== people) throw new Error(`${recipients.length} of ${people} were planned`);
    return performance.now() - startedAt;
  });
  return { plan_ms_10k: median(times) };
}

function person(index: number) {
  const { phone: _phone, consents: _consents, ...known } = aPerson({ id: `u${index}` });
  return {
    ...known,
    consents: index % withoutConsent === 0 ? [] : [{ purpose: 'ad', channel: 'kakao', granted: true, at: noon - 1, factId: 'c' } as const],
    ...(index % withoutPhone !== 0 && { phone: { value: `0102${String(index).padStart(7, '0')}`, at: 1, factId: 'p' } }),
  };
}
