import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyUpEvents } from '../../../contract/testing/arbitrary-event.ts';
import { aQuestion, aSearch } from '../../../contract/testing/build-event.ts';
import type { Store } from '../port/store.ts';
import type { Given } from '../store-contract.ts';
import { aCommandFact, aQuestionFact, aSearchFact, factOf } from '../testing/build-fact.ts';

const ALL = 10_000;
let workspaces = 0;

/** A workspace of one run of a property. */
async function freshWorkspace(store: Store): Promise<string> {
  workspaces += 1;
  const name = `run-${workspaces}`;
  await store.credentials.ensureWorkspace(name);
  return name;
}

export function logContract(given: Given): void {
  test('given events of every kind, reads them back in order with their personal parts', async () => {
    await fc.assert(
      fc.asyncProperty(anyUpEvents(), async (events) => {
        const workspace = await freshWorkspace(given.store());
        const facts = events.map((event) => factOf(event));

        await given.store().log.appendEvents(workspace, facts);

        const placed = facts.map((fact, index) => ({ ...fact, position: index + 1 }));
        expect(await given.store().log.read(workspace, 0, ALL)).toEqual(placed);
        expect(await given.store().log.head(workspace)).toBe(facts.length);
      }),
      { numRuns: 25 },
    );
  });

  test('given events appended twice in any batches, keeps what one append keeps', async () => {
    const batches = anyUpEvents().chain((events) =>
      fc.record({ events: fc.constant(events), again: fc.array(fc.array(fc.subarray(events), { maxLength: 3 }), { maxLength: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(batches, async ({ events, again }) => {
        const { log } = given.store();
        const workspace = await freshWorkspace(given.store());
        const facts = events.map((event) => factOf(event));
        await log.appendEvents(workspace, facts);
        const once = await log.read(workspace, 0, ALL);

        for (const batch of again) {
          const repeated = batch.flat().map((event) => factOf(event));
          expect(await log.appendEvents(workspace, repeated)).toEqual(repeated.map(() => 'duplicate'));
        }

        expect(await log.read(workspace, 0, ALL)).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  test('given the same event twice in one batch, stores it once', async () => {
    const fact = aQuestionFact();
    const other = aSearchFact();

    const outcomes = await given.store().log.appendEvents('shop', [fact, fact, other]);

    expect(outcomes).toEqual(['stored', 'duplicate', 'stored']);
    expect((await given.store().log.read('shop', 0, ALL)).map(({ factId }) => factId)).toEqual([fact.factId, other.factId]);
  });

  test('given an id that comes again with another body, the first stands', async () => {
    const event = aQuestion();
    const { log } = given.store();
    await log.appendEvents('shop', [factOf(event)]);

    const outcomes = await log.appendEvents('shop', [factOf({ ...event, message: '다른 말' }), factOf(event, { by: 'kiosk' })]);

    expect(outcomes).toEqual(['idReused', 'idReused']);
    expect(await log.read('shop', 0, ALL)).toEqual([{ ...factOf(event), position: 1 }]);
  });

  test('given a long log, a read in pages equals a read at once', async () => {
    const { log } = given.store();
    await log.appendEvents(
      'shop',
      Array.from({ length: 23 }, () => aQuestionFact()),
    );

    const paged = [];
    for (let after = 0; ; ) {
      const page = await log.read('shop', after, 5);
      paged.push(...page);
      after = page.at(-1)?.position ?? after;
      if (page.length < 5) break;
    }

    expect(paged).toEqual(await log.read('shop', 0, ALL));
  });

  test('given a fact, finds it by its id, and only in its own workspace (I9)', async () => {
    const fact = aQuestionFact();
    const { log, credentials } = given.store();
    await credentials.ensureWorkspace('other');

    await log.appendEvents('shop', [fact]);

    expect(await log.fact('shop', fact.factId)).toEqual({ ...fact, position: 1 });
    expect(await log.fact('other', fact.factId)).toBeUndefined();
    expect(await log.read('other', 0, ALL)).toEqual([]);
    expect(await log.appendEvents('other', [fact])).toEqual(['stored']);
  });

  test('given linked facts, lists those of one lead, newest first', async () => {
    const facts = [aSearchFact(), aQuestionFact(), aSearchFact()];
    const command = aCommandFact({ personal: [{ person: '39', part: { to: '전화 드림' } }] });
    const { log, feed } = given.store();
    await log.appendEvents('shop', facts);

    await feed.transaction('shop', async (tx) => {
      const placed = await tx.append([command]);
      const links = [1, 3, ...placed.map(({ position }) => position)].map((position) => ({ leadId: '39~001', position }));
      await tx.link([...links, ...links, { leadId: '40~001', position: 2 }]);
    });

    expect(await log.ofLead('shop', '39~001', 10)).toEqual([
      { ...command, position: 4 },
      { ...facts[2], position: 3 },
      { ...facts[0], position: 1 },
    ]);
    expect((await log.ofLead('shop', '39~001', 2)).map(({ position }) => position)).toEqual([4, 3]);
  });

  test('given a restart, still has every event it acknowledged (I1)', async () => {
    const fact = factOf(aSearch());
    await given.store().log.appendEvents('shop', [fact]);

    const { log } = await given.restart();

    expect(await log.read('shop', 0, ALL)).toEqual([{ ...fact, position: 1 }]);
    expect(await log.appendEvents('shop', [fact, aSearchFact()])).toEqual(['duplicate', 'stored']);
    expect(await log.head('shop')).toBe(2);
  });
}
