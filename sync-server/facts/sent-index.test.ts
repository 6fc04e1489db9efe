import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DispatchItem, type ItemStep, itemSteps } from '../../contract/dispatch.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { isBeingTold } from '../../domain/dispatching/notice/permit-notice.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { isOut, sentAmong } from '../../domain/dispatching/sent-before.ts';
import { ad, consenting, dayMs, noon, phone } from '../../domain/dispatching/testing/build-permit.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Kept, KeptDocument } from '../store/port/feed.ts';
import { aCommandFact } from '../store/testing/build-fact.ts';
import { Documents } from './documents.ts';
import { toItemFact } from './item-fact.ts';
import { numberId } from './number-id.ts';
import { loadPermitBasis, numbersTaken, type PermitAsked, permitBasis } from './permit-basis.ts';
import { foldAll, type LockedFact } from './write-facts.ts';

const shared = '010-1234-5678';
/** The first two have one number. */
const users = ['39', '40', '41'] as const;
const people = [
  consenting({ id: '39', phone: phone(shared), consents: [ad(true, 0)] }),
  aPerson({ id: '40', phone: phone(shared) }),
  consenting({ id: '41', phone: phone('010-9876-5432'), consents: [ad(true, 0)] }),
];
const products = ['001', '002'] as const;
const number = numberId(toMobileNumber(shared) as string);

/** What folds leave behind, and how much of it was read. */
function aShelf() {
  const kept = new Map<string, unknown>();
  const read: Partial<Record<Kept, number>> = {};
  const put = <K extends Kept>(collection: K, document: KeptDocument<K>) => kept.set(`${collection} ${document.id}`, document);
  for (const person of people) put('person', person);
  for (const id of products) put('product', aProduct({ id }));
  put('numberUsers', { id: number, users: ['39', '40'] });
  const open = () =>
    new Documents({
      documents: async (collection, ids) => {
        const found = ids.flatMap((id) =>
          [kept.get(`${collection} ${id}`) ?? []].flat().map((document) => [id, document as never] as const),
        );
        read[collection] = (read[collection] ?? 0) + found.length;
        return new Map(found);
      },
    });
  const items = () => [...kept].flatMap(([key, document]) => (key.startsWith('dispatchItem ') ? (document as DispatchItem) : []));
  return {
    ...{ put, open, read, items },
    itemsOf: (...ids: readonly string[]) => items().filter(({ userId }) => ids.includes(userId)),
    /** As a transaction does: what is not loaded by what the facts say of themselves is not there. */
    async fold(...facts: readonly LockedFact[]) {
      const documents = open();
      await foldAll(documents, facts);
      for (const { collection, id, document } of documents.take()) {
        if (document === null) kept.delete(`${collection} ${id}`);
        else kept.set(`${collection} ${id}`, document);
      }
    },
  };
}
type Shelf = ReturnType<typeof aShelf>;

const askedFact = (at: number, act: CommandFact['body']['act']): CommandFact => {
  const factId = aUlid();
  return aCommandFact({ factId, at, body: { act, outcome: { id: factId, status: 'applied' } } });
};

async function happen(shelf: Shelf, { kind, ...one }: Happening): Promise<void> {
  const at = daysAgo(one.daysAgo);
  if (kind === 'queued' || kind === 'sent') {
    const recipients = one.users.map((userId) => ({ userId, productIds: [one.productId] }));
    await shelf.fold(askedFact(at - one.waitsDays * dayMs, { kind: 'requestDispatch', recipients }));
  }
  if (kind === 'noticed') {
    const notices = one.users.map((userId) => ({ userId, consentFactId: one.word }));
    await shelf.fold(askedFact(at, { kind: 'sendNotices', notices }));
  }
  const [item] = shelf.items().slice(-1 - (one.which % Math.max(1, shelf.items().length)));
  if (!item) return;
  if (kind === 'sent' || kind === 'left')
    for (const step of ['eligible', 'claimed', 'committed'] as const) await take(shelf, item.id, step, at);
  if (kind === 'stepped') await take(shelf, item.id, one.step, at);
}

async function take(shelf: Shelf, id: string, step: ItemStep, at: number): Promise<void> {
  const item = shelf.items().find((one) => one.id === id) as DispatchItem;
  const attempt = item.attempt + (step === 'claimed' ? 1 : 0);
  await shelf.fold(toItemFact({ item, step, attempt, key: String(at) }, { by: 'system', now: at, hmacKey: new Uint8Array(32) }));
}

const daysAgo = (days: number): number => noon - days * dayMs;
/** Around every limit, and of a clock that was wrong. */
const anyDay = fc.constantFrom<number[]>(-40, -1, 0, 1, 3, 6, 7, 8, 29, 30, 31, 364, 365);
const someUsers = fc.uniqueArray(fc.constantFrom(...users), { minLength: 1 });
const word = fc.constantFrom<string[]>('word 1', 'word 2');
const productId = fc.constantFrom(...products);
const anyHappening = fc.record({
  kind: fc.constantFrom(...(['queued', 'sent', 'sent', 'sent', 'left', 'noticed', 'stepped'] as const)),
  step: fc.constantFrom(...(['released', 'ambiguous', 'accepted', 'delivered'] as const), ...itemSteps),
  waitsDays: fc.constantFrom(0, 0, 1, 40),
  ...{ daysAgo: anyDay, which: fc.constantFrom(0, 0, 0, 1, 2), users: someUsers, productId, word },
});
const someHistory = fc.array(anyHappening, { minLength: 1, maxLength: 8 });
type Happening = typeof anyHappening extends fc.Arbitrary<infer T> ? T : never;

/** One of them is just broken, or just not. */
const anyCaps = [1, 2, 3, 4].map((cap) => ({ capPerDay: cap, capPerWeek: cap }));
const anyQuestion = fc.record({
  now: fc.constantFrom(-1, 0, 1).map(daysAgo),
  users: someUsers,
  productIds: fc.uniqueArray(productId, { minLength: 1 }),
  repeatDays: fc.constantFrom(0, 1, 7, 30, 365),
  repeatAllowed: fc.boolean(),
  channel: fc.constantFrom(...(['kakao_brand', 'kakao_brand', 'kakao_alimtalk'] as const)),
  word,
});

test('given any history, the limits say of what a permit loads what they say of everything that was ever sent (I8)', async () => {
  await fc.assert(
    fc.asyncProperty(someHistory, anyQuestion, async (happenings, question) => {
      const shelf = aShelf();
      for (const one of happenings) await happen(shelf, one);
      shelf.put('policy', { ...defaultSendingRules, repeatDays: question.repeatDays, version: 1, by: 'owner', at: 0, commandId: aUlid() });
      const { now, repeatAllowed, channel, productIds } = question;
      const asked: PermitAsked = { terms: { channel, repeatAllowed, sandbox: true }, now };
      const told = channel === 'kakao_alimtalk' && { consentFactId: question.word, productIds: [] };
      const recipients = question.users.map((userId) => ({ userId, productIds, ...told }));
      const documents = shelf.open();

      await loadPermitBasis(documents, recipients, asked);
      const loaded = recipients.map((recipient) => permitBasis(documents, recipient, asked));
      const whole = loaded.map((basis, index) => {
        const { userId } = recipients[index] as (typeof recipients)[number];
        const notice = { consentFactId: question.word, isBeingTold: isBeingTold(shelf.itemsOf(userId), question.word) };
        const sent = sentAmong(shelf.itemsOf(userId, ...basis.sameNumber.map(({ id }) => id)));
        return { ...basis, sent, ...(told && { notice }) };
      });

      for (const caps of anyCaps) {
        const under = (bases: typeof whole) => bases.map((basis) => ({ ...basis, policy: { ...basis.policy, ...caps } }));
        expect(permitAll(under(loaded), now)).toEqual(permitAll(under(whole), now));
      }
    }),
  );
});

test('given any history, it is known which numbers a dispatch went to by somebody else who has them', async () => {
  await fc.assert(
    fc.asyncProperty(someHistory, someUsers, async (happenings, asked) => {
      const shelf = aShelf();
      for (const one of happenings) await happen(shelf, one);
      const recipients = asked.map((userId) => ({ userId, productIds: ['001'] }));
      const documents = shelf.open();
      await loadPermitBasis(documents, recipients, { terms: { channel: 'kakao_brand', repeatAllowed: false, sandbox: true }, now: noon });

      for (const { dispatchId } of shelf.items()) {
        const others = asked.flatMap((userId) => (userId === '41' ? [] : shelf.itemsOf(userId === '39' ? '40' : '39')));
        const isTaken = others.some((item) => item.dispatchId === dispatchId && isOut(item));
        expect(new Set(await numbersTaken(documents, new Set([dispatchId]), recipients, isOut))).toEqual(
          new Set(isTaken ? [toMobileNumber(shared)] : []),
        );
      }
    }),
  );
});

test('given somebody who was sent a message a day, a permit reads those of the week and of its products only', async () => {
  const shelf = aShelf();
  for (let day = 100; day > 0; day -= 1) {
    const productId = day === 20 || day === 90 ? '001' : '002';
    await happen(shelf, { kind: 'sent', daysAgo: day, waitsDays: 0, which: 0, users: ['39'], productId, word: '', step: 'accepted' });
  }
  const asked = { terms: { channel: 'kakao_brand' as const, repeatAllowed: false, sandbox: true }, now: noon };
  const documents = shelf.open();

  shelf.read.dispatchItem = 0;
  await loadPermitBasis(documents, [{ userId: '39', productIds: ['001'] }], asked);

  expect(shelf.read).toMatchObject({ dispatchItem: 6 + 1 }); // of the six days before today, and the one of twenty days ago
});
