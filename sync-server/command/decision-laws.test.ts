import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act, Command } from '../../contract/command.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { shippedDecisionRules } from '../../domain/request-decision/product-rules.ts';
import { Documents } from '../facts/documents.ts';
import { fold, needsOf } from '../facts/fold.ts';
import type { PlacedFact } from '../store/port/fact.ts';
import type { KeptDocument } from '../store/port/feed.ts';
import { feedOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { leadOf } from '../testing/shop-acts.ts';

const leadId = '39~001';
const runs = { numRuns: Number(process.env.RUNS ?? 12) };
const texts = ['불가능', '내일까지 부탁해요', '로그인이 안 돼요'];

const anyAct = fc.record({
  does: fc.constantFrom('approve', 'refuse', 'reevaluate', 'policy', 'undo'),
  on: fc.subarray([0, 1, 2], { minLength: 1 }),
  outcome: fc.constantFrom<'approve' | 'refuse' | 'review'>('approve', 'refuse', 'review'),
  pick: fc.nat(20),
});
const anyStory = fc.array(anyAct, { minLength: 1, maxLength: 7 });
type Step = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

const ruling = (outcome: Step['outcome']): DecisionRules => ({ ...shippedDecisionRules, products: [{ productId: '001', outcome }] });

function toAct({ does, on, outcome, pick }: Step, eventIds: readonly string[], made: readonly Command[]): Act | undefined {
  const requests = on.map((at) => ({ leadId, requestEventId: eventIds[at] as string }));
  if (does === 'approve' || does === 'refuse') return { kind: 'decideRequest', outcome: does, requests };
  if (does === 'reevaluate') return { kind: 'reevaluateRequests', requests };
  if (does === 'policy') return { kind: 'setPolicy', from: 0, policy: ruling(outcome) };
  const undone = made[pick % Math.max(1, made.length)];
  return undone && undone.act.kind !== 'setPolicy' ? { kind: 'undo', undoes: undone.id } : undefined;
}

/** Plays a story in a shop with three requests. */
async function played(story: readonly Step[], look: (shop: Shop, eventIds: readonly string[], made: readonly Command[]) => Promise<void>) {
  const shop = await openShop();
  try {
    const asked = texts.map((message) => aRequest({ message }));
    const eventIds = asked.map(({ eventId }) => eventId);
    await shop.publish('bot', ...asked);
    await shop.drain();
    const made: Command[] = [];
    for (const step of story) {
      const act = toAct(step, eventIds, made);
      if (!act) continue;
      made.push(aCommand(act));
      await shop.apply(made.at(-1) as Command);
    }
    await look(shop, eventIds, made);
  } finally {
    await shop.close();
  }
}

const counted = ['lead', 'metric', 'request'] as const;
type Counted = KeptDocument<(typeof counted)[number]>;

/** What facts come to, folded in this order and in pieces, each of which reads what the ones before it wrote. */
async function foldedOf(facts: readonly PlacedFact[], pieces: number): Promise<ReadonlyMap<string, Counted>> {
  const kept = new Map<string, Counted>();
  const documents = async (collection: string, ids: readonly string[]) =>
    new Map(ids.flatMap((id) => (kept.has(`${collection} ${id}`) ? [[id, kept.get(`${collection} ${id}`)]] : [])));
  const size = Math.ceil(facts.length / pieces);
  for (let at = 0; at < facts.length; at += size) {
    const piece = facts.slice(at, at + size);
    const drafts = new Documents({ documents } as ConstructorParameters<typeof Documents>[0]);
    await drafts.load(needsOf(piece));
    for (const fact of piece) fold(drafts, fact);
    for (const { collection, id, document } of drafts.take()) if (document) kept.set(`${collection} ${id}`, document as Counted);
  }
  return new Map([...kept].filter(([key]) => counted.some((collection) => key.startsWith(`${collection} `))));
}

test('given requests, decisions and re-evaluations folded in any order and in any pieces, counts, days and standings are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyStory,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 5 }),
      async (story, chance, pieces) => {
        await played(story, async ({ store }) => {
          const facts = (await store.log.read(workspace, 0, 1_000)).filter(({ kind }) => kind === 'event' || kind === 'decision');
          const shuffled = facts.map((fact) => [chance.next().value, fact] as const).sort(([a], [b]) => a - b);

          const inOrder = await foldedOf(facts, 1);
          const anyhow = await foldedOf(
            shuffled.map(([, fact]) => fact),
            pieces,
          );

          for (const [key, document] of inOrder) expect(anyhow.get(key)).toEqual(document);
          expect(anyhow.size).toBe(inOrder.size);
        });
      },
    ),
    runs,
  );
}, 600_000);

test('given a word or a re-evaluation that is taken back, the lead is as if it had never been, and the chat was last told just that', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyStory,
      anyAct.filter(({ does }) => does !== 'undo' && does !== 'policy'),
      async (story, last) => {
        await played(story, async (shop, eventIds) => {
          const before = await leadOf(shop, leadId);
          const turn = aCommand(toAct(last, eventIds, []) as Act);

          await shop.apply(turn);
          await shop.act({ kind: 'undo', undoes: turn.id });

          const { lastRequest: _now, ...lead } = (await leadOf(shop, leadId)) ?? {};
          const { lastRequest: _then, ...untouched } = before ?? {};
          expect(lead).toEqual(untouched);
          await heardAsItStands(shop, eventIds);
        });
      },
    ),
    runs,
  );
}, 600_000);

/** Nothing that was said can be unsaid: of what waits again the chat keeps what it heard. */
async function heardAsItStands(shop: Shop, eventIds: readonly string[]): Promise<void> {
  const standing = await shop.store.feed.transaction(workspace, (feed) => feed.documents('request', eventIds));
  const heard = await waitingFor(shop, 'bot');
  for (const { id, standing: is } of standing.values()) {
    const types = heard.flatMap((message) => ('requestType' in message && message.eventId === id ? [message.requestType] : []));
    if (is !== 'waiting') expect(types.at(-1)).toBe(is === 'requests' ? '1' : '0');
    for (const [at, type] of types.entries()) expect(type).not.toBe(types[at - 1]);
  }
}

test('given every command of a story delivered twice, in all or at its end, nothing is decided, counted or told twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, async (story) => {
      await played(story, async (shop, _eventIds, made) => {
        const before = [await feedOf(shop), await waitingFor(shop, 'bot')];

        for (const command of made) await shop.apply(command);

        expect([await feedOf(shop), await waitingFor(shop, 'bot')]).toEqual(before);
      });
    }),
    runs,
  );
}, 600_000);
