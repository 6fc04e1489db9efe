import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { QuarantinedPacket } from '../port/log.ts';
import type { Given } from '../store-contract.ts';
import { aBadPacket } from '../testing/build-answer.ts';

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
    expect((await log.quarantined('shop', ALL))[0]).toEqual(kept);
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
}
