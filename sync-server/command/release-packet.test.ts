import { expect, test } from 'vitest';
import { someTime } from '../../contract/testing/build-event.ts';
import { createMemoryDisk } from '../store/memory/disk.ts';
import type { EventFact } from '../store/port/fact.ts';
import type { QuarantinedRow } from '../store/port/log.ts';
import { aBadPacket } from '../store/testing/build-answer.ts';
import { aSearchFact } from '../store/testing/build-fact.ts';
import { openMemory } from '../store/testing/open-memory.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { createRelease } from './release-packet.ts';

const ALL = 100;
let made = 0;

/** A store with one packet in quarantine that two members have both looked at. */
async function aHeldPacket() {
  const disk = createMemoryDisk();
  const store = await openMemory(disk);
  await store.credentials.ensureWorkspace('shop');
  const packet = aBadPacket('{');
  await store.log.quarantine('shop', [packet]);
  const row = (await store.log.quarantinedPacket('shop', packet.id)) as QuarantinedRow;
  const newId = () => `01JD00000000000000000000${String(++made).padStart(2, '0')}`;
  const release = createRelease({ store, wakeUps: createWakeUps(), now: () => someTime, newId });
  const become = (event: EventFact, member = 'owner') => release('shop', { row, member, event, fixed: true });
  const known = async () => ({
    facts: (await store.log.read('shop', 0, ALL)).map(({ kind, by }) => `${kind} by ${by}`),
    held: (await store.log.quarantined('shop', ALL)).length,
  });
  return { store, row, release, become, known };
}

test('given two members who correct one message in the same moment, the first makes an event of it and the second changes nothing', async () => {
  const { become, known } = await aHeldPacket();

  const released = await Promise.all([become(aSearchFact()), become(aSearchFact(), 'kim')]);

  expect(released).toEqual([
    { ok: true, value: 'stored' },
    { ok: false, code: 'quarantine.unknown' },
  ]);
  expect(await known()).toEqual({ facts: ['event by chatbot', 'command by owner'], held: 0 });
});

test('given an id that another event has, the message stays and nothing is in the log of the try', async () => {
  const { store, become, known } = await aHeldPacket();
  const first = aSearchFact();
  await store.log.appendEvents('shop', [first]);

  const refused = await become({ ...first, digest: 'another body' });

  expect(refused).toEqual({ ok: false, code: 'event.idReused' });
  expect(await known()).toEqual({ facts: ['event by chatbot'], held: 1 });
});

test("given one who bears the server's own name, they may not (I9)", async () => {
  const { row, release, known } = await aHeldPacket();

  expect(await release('shop', { row, member: 'system' })).toEqual({ ok: false, code: 'command.forbidden' });
  expect(await known()).toEqual({ facts: [], held: 1 });
});

test('given a store that fails, the failure is not taken for a refusal', async () => {
  const { store, row } = await aHeldPacket();
  const broken = { ...store, feed: { ...store.feed, transaction: () => Promise.reject(new Error('disk full')) } };
  const release = createRelease({ store: broken, wakeUps: createWakeUps(), now: () => someTime, newId: () => 'id' });

  await expect(release('shop', { row, member: 'owner' })).rejects.toThrow('disk full');
});
