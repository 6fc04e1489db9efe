import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { Change } from '../port/feed.ts';
import type { Given } from '../store-contract.ts';
import { aBadPacket, anAccepted } from '../testing/build-answer.ts';
import { aSearchFact } from '../testing/build-fact.ts';

const ALL = 10_000;

const lead = (userId: string, searches = 1): Change => {
  const document = aLead({ userId, searches });
  return { collection: 'lead', id: document.id, document };
};
const open = (id: string): Change => ({ collection: 'openItem', id, document: { id } });

export function rebuildContract(given: Given): void {
  const replaceAll = (documents: Iterable<Change> | AsyncIterable<Change>) =>
    given.store().feed.transaction('shop', (tx) => tx.replaceAll(documents));
  const write = (changes: readonly Change[]) => given.store().feed.transaction('shop', (tx) => tx.write(changes));
  const leads = async () => {
    const page = await given.store().feed.pull('shop', 'lead', undefined, ALL);
    if (page === 'resync') throw new Error('resync');
    return page;
  };

  test('given the same bytes in any order, changes nothing', async () => {
    const documents = [lead('1'), lead('2'), open('i'), lead('3')];
    await write(documents);
    const before = await leads();

    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(documents, { minLength: documents.length }), async (rebuilt) => {
        expect(await replaceAll(rebuilt)).toEqual({ written: 0, removed: 0, miscounted: [] });
        expect(await leads()).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  test('given differences, writes those, buries what vanished and leaves the rest its seq', async () => {
    await write([lead('1'), lead('2'), lead('3'), open('i'), open('j')]);
    async function* rebuilt() {
      yield* [lead('1'), lead('2', 5), lead('4'), open('j')];
    }

    const counts = await replaceAll(rebuilt());

    expect(counts).toEqual({ written: 2, removed: 2, miscounted: [] });
    const { documents, checkpoint } = await leads();
    expect(documents).toEqual([lead('1').document, lead('2', 5).document, lead('4').document, { id: '3~001', deleted: true }]);
    expect(checkpoint.seq).toBe(6);
    expect(await given.store().feed.documentsFrom('shop', 'openItem', '', '', ALL)).toEqual([{ id: 'j' }]);
  });

  test('given tombstones, keeps them and does not count them again', async () => {
    await write([lead('1'), lead('2')]);
    await write([{ ...lead('1'), document: null } as Change]);
    const before = await leads();

    const counts = await replaceAll([lead('2')]);

    expect(counts).toEqual({ written: 0, removed: 0, miscounted: [] });
    expect(await leads()).toEqual(before);
  });

  test('given a rebuild to nothing, touches neither log, outbox, quarantine nor the other workspace', async () => {
    const { log, feed, outbox, credentials } = given.store();
    await credentials.ensureWorkspace('other');
    const fact = aSearchFact();
    await log.appendEvents('shop', [fact]);
    await log.quarantine('shop', [aBadPacket('{')]);
    await feed.transaction('shop', (tx) => tx.queue([{ client: 'chatbot', messages: [anAccepted(fact.factId)] }]));
    await feed.transaction('other', (tx) => tx.write([lead('1'), lead('2')]));
    await write([lead('1')]);
    const kept = async () => ({
      log: await log.read('shop', 0, ALL),
      outbox: await outbox.waiting('shop', 'chatbot', 0, ALL),
      quarantine: await log.quarantined('shop', ALL),
      other: await feed.pull('other', 'lead', undefined, ALL),
    });
    const before = await kept();

    const counts = await replaceAll([]);

    expect(counts).toEqual({ written: 0, removed: 1, miscounted: [] });
    expect(await kept()).toEqual(before);
    expect(before.outbox).toHaveLength(2);
    expect((await leads()).documents).toEqual([{ id: '1~001', deleted: true }]);
  });

  test('given documents that fail half way, keeps the old ones', async () => {
    await write([lead('1'), lead('2')]);
    const before = await leads();
    async function* broken() {
      yield lead('1', 9);
      throw new Error(`broken at ${someTime}`);
    }

    await expect(replaceAll(broken())).rejects.toThrow('broken');

    expect(await leads()).toEqual(before);
    expect(await replaceAll([lead('1'), lead('2')])).toEqual({ written: 0, removed: 0, miscounted: [] });
  });
}
