import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import { hash } from '../../../domain/identity/hash.ts';
import type { EventFact } from '../port/fact.ts';
import type { QuarantinedPacket, QuarantinedRow } from '../port/log.ts';
import type { Given } from '../store-contract.ts';
import { aBadPacket } from '../testing/build-answer.ts';
import { aCommandFact, aSearchFact } from '../testing/build-fact.ts';

const ALL = 10_000;
const PACKET_LIMIT = 64 * 1024;

/** I3: stored with its reason and answered; capped per client, then counted. */
export function quarantineContract(given: Given): void {
  const packets = (count: number, change: Partial<QuarantinedPacket> = {}) =>
    Array.from({ length: count }, (_, index) => aBadPacket(`{ ${index}`, change));

  test('given bad packets, keeps them as they came and queues their rejection', async () => {
    const { log, outbox } = given.store();
    const [first, second] = [aBadPacket('{'), aBadPacket('[', { client: 'kiosk' })];

    await log.quarantine('shop', [first, second]);

    const { answer, ...kept } = second;
    expect((await log.quarantined('shop', ALL))[0]).toEqual({ ...kept, number: expect.any(Number) });
    expect((await outbox.waiting('shop', 'kiosk', 0, ALL)).map(({ messages }) => messages)).toEqual([[answer]]);
    expect(await outbox.waiting('shop', 'chatbot', 0, ALL)).toHaveLength(1);
  });

  test('given a redelivery, keeps one row and answers again', async () => {
    const { log, outbox } = given.store();
    const packet = aBadPacket('{');

    await log.quarantine('shop', [packet]);
    await log.quarantine('shop', [packet]);

    expect(await log.quarantined('shop', ALL)).toHaveLength(1);
    expect(await log.quarantineCounts('shop')).toEqual([{ client: 'chatbot', packets: 1, bytes: 1, beyondCap: 0 }]);
    expect(await outbox.waiting('shop', 'chatbot', 0, ALL)).toHaveLength(2);
  });

  test('given more than 1,000 packets of one client, counts the rest and answers every one', async () => {
    const { log, outbox } = given.store();

    await log.quarantine('shop', packets(1_002));
    await log.quarantine('shop', [aBadPacket('{', { client: 'kiosk' })]);

    const bytes = packets(1_000).reduce((sum, packet) => sum + packet.bytes.length, 0);
    expect(await log.quarantineCounts('shop')).toEqual([
      { client: 'chatbot', packets: 1_000, bytes, beyondCap: 2 },
      { client: 'kiosk', packets: 1, bytes: 1, beyondCap: 0 },
    ]);
    expect(await log.quarantined('shop', ALL)).toHaveLength(1_001);
    expect(await outbox.waiting('shop', 'chatbot', 0, ALL)).toHaveLength(1_002);
  });

  test('given more than 8 MiB of one client, counts the rest', async () => {
    const { log } = given.store();
    const big = packets(129, { bytes: new Uint8Array(PACKET_LIMIT) });

    await log.quarantine('shop', big);

    expect(await log.quarantineCounts('shop')).toEqual([{ client: 'chatbot', packets: 128, bytes: 128 * PACKET_LIMIT, beyondCap: 1 }]);
  });

  test('given an expiry, forgets older packets and has room again', async () => {
    const { log } = given.store();
    await log.quarantine('shop', packets(1_000));
    await log.quarantine('shop', [aBadPacket('late', { receivedAt: someTime + 1, client: 'kiosk' })]);

    const forgotten = await log.expireQuarantine(someTime + 1);
    await log.quarantine('shop', [aBadPacket('again')]);

    expect(forgotten).toBe(1_000);
    expect((await log.quarantined('shop', ALL)).map(({ client }) => client)).toEqual(['chatbot', 'kiosk']);
    expect(await log.quarantineCounts('shop')).toContainEqual({ client: 'chatbot', packets: 1, bytes: 5, beyondCap: 0 });
  });

  test('given a filter and pages, finds the newest of them first and each once; one by its id, as it came', async () => {
    const { log } = given.store();
    await log.quarantine('shop', [
      ...packets(3),
      aBadPacket('[', { client: 'kiosk' }),
      aBadPacket('{"a', { code: 'event.schema' }),
      aBadPacket('{"b', { client: 'kiosk', code: 'event.schema' }),
    ]);
    const all = await log.quarantined('shop', ALL);
    const texts = (rows: readonly QuarantinedRow[]) => rows.map(({ bytes }) => new TextDecoder().decode(bytes));

    const first = await log.quarantined('shop', 4);
    const rest = await log.quarantined('shop', 4, { before: first.at(-1)?.number });

    expect(texts(all)).toEqual(['{"b', '{"a', '[', '{ 2', '{ 1', '{ 0']);
    expect([...first, ...rest]).toEqual(all);
    expect(texts(await log.quarantined('shop', ALL, { client: 'kiosk' }))).toEqual(['{"b', '[']);
    expect(texts(await log.quarantined('shop', ALL, { code: 'event.schema' }))).toEqual(['{"b', '{"a']);
    expect(texts(await log.quarantined('shop', ALL, { client: 'kiosk', code: 'event.schema' }))).toEqual(['{"b']);
    expect(await log.quarantinedPacket('shop', all[1]?.id ?? '')).toEqual(all[1]);
    expect(await log.quarantinedPacket('shop', hash('nobody'))).toBeUndefined();
  });

  test('given packets of another workspace, neither finds nor takes them (I9)', async () => {
    const { log, feed, credentials } = given.store();
    await credentials.ensureWorkspace('other');
    const packet = aBadPacket('{');
    await log.quarantine('shop', [packet]);

    const taken = await feed.transaction('other', (tx) => tx.releasePacket(packet.id));

    expect(taken).toBe(false);
    expect(await log.quarantined('other', ALL)).toEqual([]);
    expect(await log.quarantinedPacket('other', packet.id)).toBeUndefined();
    expect(await log.quarantined('shop', ALL)).toHaveLength(1);
  });

  test('given a packet that is taken out, it is gone with its count, once, and may be kept again', async () => {
    const { log, feed } = given.store();
    const packet = aBadPacket('{');
    await log.quarantine('shop', [packet, aBadPacket('[[')]);

    const taken = await feed.transaction('shop', (tx) => tx.releasePacket(packet.id));
    const again = await feed.transaction('shop', (tx) => tx.releasePacket(packet.id));

    expect([taken, again]).toEqual([true, false]);
    expect(await log.quarantinedPacket('shop', packet.id)).toBeUndefined();
    expect(await log.quarantineCounts('shop')).toEqual([{ client: 'chatbot', packets: 1, bytes: 2, beyondCap: 0 }]);
    await log.quarantine('shop', [packet]);
    expect(await log.quarantined('shop', ALL)).toHaveLength(2);
  });

  test('given an event in the place of a packet, both or nothing; the fold comes to it in its turn, once', async () => {
    const { log, feed } = given.store();
    const packet = aBadPacket('{');
    const event = aSearchFact({ receivedAt: packet.receivedAt });
    await log.quarantine('shop', [packet]);
    const replace = (fail: boolean) =>
      feed.transaction('shop', async (tx) => {
        const appended = await tx.appendEvent(event);
        await tx.append([aCommandFact()]);
        await tx.releasePacket(packet.id);
        if (fail) throw new Error('crash');
        return appended;
      });

    await expect(replace(true)).rejects.toThrow('crash');
    expect([await log.fact('shop', event.factId), await log.quarantined('shop', ALL)]).toMatchObject([undefined, [{ id: packet.id }]]);

    const appended = await replace(false);
    const waiting = await feed.transaction('shop', (tx) => tx.unfolded(ALL));

    expect(appended).toBe('stored');
    expect(await log.quarantined('shop', ALL)).toEqual([]);
    expect(waiting).toMatchObject([{ ...event, position: expect.any(Number) }]);
    expect((await log.read('shop', 0, ALL)).map(({ kind }) => kind).sort()).toEqual(['command', 'event']);
    expect(await feed.lag('shop')).toBeGreaterThan(0);
  });

  test('given an event that is there already, says whether it is the same, also where it has no place yet', async () => {
    const { log, feed } = given.store();
    const event = aSearchFact();
    await log.appendEvents('shop', [event]);
    const appendAgain = (again: EventFact) => feed.transaction('shop', (tx) => tx.appendEvent(again));

    expect(await appendAgain(event)).toBe('duplicate');
    expect(await appendAgain({ ...event, digest: hash('another body') })).toBe('idReused');
    expect(await log.read('shop', 0, ALL)).toMatchObject([event]);
    const twice = await feed.transaction('shop', async (tx) => {
      const fresh = aSearchFact();
      return [await tx.appendEvent(fresh), await tx.appendEvent(fresh)];
    });
    expect(twice).toEqual(['stored', 'duplicate']);
  });
}
