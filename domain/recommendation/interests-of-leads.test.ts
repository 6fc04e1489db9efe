import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aLead } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { foldFact } from '../training/fold-fact.ts';
import { newLead } from '../training/new-lead.ts';
import { interestsOfLeads } from './interests-of-leads.ts';

const today = '2026-11-22';
const minuteMs = 60_000;

/** A lead of one search today, so many minutes after the others began. */
const lookedAt = (productId: string, minutes: number) => aLead({ productId, lastSeenAt: someTime + minutes * minuteMs });
const weightsOf = (leads: Parameters<typeof interestsOfLeads>[0], asOfDay = today) =>
  Object.fromEntries(interestsOfLeads(leads, asOfDay).map(({ productId, weight }) => [productId, weight]));

test('given a running chat, the product it came to last weighs in full, and each before it half of the one after', () => {
  const weights = weightsOf([lookedAt('first', 0), lookedAt('last', 2), lookedAt('second', 1)]);

  expect(weights).toEqual({ last: 1_024, second: 512, first: 256 });
});

test('given a chat longer than any weight has bits, what came first weighs nothing, however long it is', () => {
  const leads = Array.from({ length: 70 }, (_, at) => lookedAt(`p${at}`, at));

  const weights = weightsOf(leads);

  expect(Object.values(weights).filter((weight) => weight > 0)).toHaveLength(11);
  expect([weights.p69, weights.p59, weights.p37, weights.p0]).toEqual([1_024, 1, 0, 0]);
});

test('given leads of one moment, none comes before the other', () => {
  expect(weightsOf([lookedAt('a', 0), lookedAt('b', 0), lookedAt('before', -1)])).toEqual({ a: 1_024, b: 1_024, before: 512 });
});

test('given what was done about each, asking weighs more than looking, requesting the most, and all of it half after a fortnight', () => {
  const lead = aLead({ days: [[today, 1, 2, 1, 5]] });

  expect(weightsOf([lead])).toEqual({ '001': (1 + 8 + 10) * 1_024 });
  expect(weightsOf([lead], '2026-12-06')).toEqual({ '001': (1 + 8 + 10) * 512 });
  expect(weightsOf([{ ...lead, waiting: 1 }])).toEqual({ '001': (1 + 8 + 10 + 10) * 1_024 });
});

test('given a product whose only request was refused, it weighs nothing, takes no place in the order, and is not recommended', () => {
  const lastRequest = { at: someTime, requestEventId: 'r', decisionNo: 1, requestType: '0' } as const;
  const refused = aLead({ productId: 'refused', days: [[today, 0, 0, 0, 1]], lastSeenAt: someTime + minuteMs, lastRequest });

  expect(interestsOfLeads([refused, lookedAt('asked', 0)], today)).toEqual([
    { productId: 'refused', weight: 0, refused: true },
    { productId: 'asked', weight: 1_024, refused: false },
  ]);
});

test('given the looks of a chat in any order of arrival, the interests are the same', () => {
  const anyLooks = fc.uniqueArray(fc.record({ product: fc.constantFrom('a', 'b', 'c', 'd'), minutes: fc.nat(99) }), {
    selector: ({ minutes }) => minutes,
    minLength: 1,
  });
  const folded = (looks: readonly { product: string; minutes: number }[]) => {
    const leads = new Map<string, ReturnType<typeof newLead>>();
    for (const { product, minutes } of looks) {
      const at = someTime + minutes * minuteMs;
      const lead = leads.get(product) ?? newLead('39', product);
      leads.set(product, foldFact(lead, { kind: 'searched', factId: `${minutes}`, at, receivedAt: at }));
    }
    return weightsOf(leads.values());
  };

  fc.assert(
    fc.property(anyLooks, (looks) => {
      expect(folded([...looks].reverse())).toEqual(folded(looks));
    }),
  );
});
