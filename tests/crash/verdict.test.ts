import { expect, test } from 'vitest';
import type { Lead } from '../../contract/lead.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import type { Evidence } from './evidence-files.ts';
import { type Shown, verdictOf } from './verdict.ts';

const about = { chatId: '1', userId: '39', productId: '001', occurredAt: 1 };
const searched: UpEvent = { kind: 'searched', eventId: 'e-1', ...about };
const requested: UpEvent = { kind: 'requested', eventId: 'e-2', ...about, message: '불가능' };
const consented: UpEvent = {
  kind: 'consented',
  eventId: 'e-3',
  userId: '39',
  purpose: 'ad',
  channel: 'kakao',
  granted: true,
  evidence: '네',
  occurredAt: 1,
};
const lead: Lead = {
  id: '39~001',
  userId: '39',
  productId: '001',
  searches: 1,
  questions: 0,
  waiting: 0,
  requests: 0,
  refusals: 1,
  days: [],
  firstSeenAt: 1,
  lastSeenAt: 1,
  lastReceivedAt: 1,
  tail: [],
  status: 'new',
  tags: [],
  notes: [],
};
const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  said: [searched, requested, consented],
  acknowledged: new Set(['e-1', 'e-2', 'e-3']),
  down: [
    { kind: 'accepted', id: 'a', eventId: 'e-1' },
    { kind: 'refused', id: 'b', eventId: 'e-2' },
  ],
  ...change,
});
const shown = (change: Partial<Shown> = {}): Shown => ({
  leads: [lead],
  persons: new Set(['39']),
  products: new Set(),
  log: new Set(['e-1', 'e-2', 'e-3']),
  ledger: ['item-1', 'item-2'],
  ...change,
});

test('given everything in its place, nothing is lost and nothing doubled', () => {
  expect(verdictOf(evidence(), shown())).toEqual({ acked: 3, lost: 0, doubled: 0, repeated: 0 });
});

test('given an acknowledged event that is not in the log, it is lost, once, though its lead lacks it too', () => {
  const verdict = verdictOf(evidence(), shown({ log: new Set(['e-2', 'e-3']), leads: [{ ...lead, searches: 0 }] }));

  expect(verdict).toMatchObject({ lost: 1, doubled: 0 });
});

test('given events that are in the log and not in the read model, each is lost', () => {
  expect(verdictOf(evidence(), shown({ leads: [], persons: new Set() }))).toMatchObject({ lost: 3, doubled: 0 });
});

test('given an event that was never acknowledged and is nowhere, nothing is lost', () => {
  const unacknowledged = evidence({ acknowledged: new Set(['e-2', 'e-3']) });

  expect(verdictOf(unacknowledged, shown({ log: new Set(['e-2', 'e-3']), leads: [{ ...lead, searches: 0 }] }))).toMatchObject({ lost: 0 });
});

test('given a lead that counts more than was said, the surplus is doubled', () => {
  expect(verdictOf(evidence(), shown({ leads: [{ ...lead, searches: 3, requests: 1 }] }))).toMatchObject({ lost: 0, doubled: 3 });
});

test('given one event answered under two ids of one kind, it is doubled; under one id twice, it is repeated', () => {
  const accepted = { kind: 'accepted', id: 'a', eventId: 'e-1' } as const;

  expect(verdictOf(evidence({ down: [accepted, { ...accepted, id: 'z' }] }), shown())).toMatchObject({ doubled: 1, repeated: 0 });
  expect(verdictOf(evidence({ down: [accepted, accepted] }), shown())).toMatchObject({ doubled: 0, repeated: 1 });
});

test('given a phone that showed one item twice, it is doubled', () => {
  expect(verdictOf(evidence(), shown({ ledger: ['item-1', 'item-1', 'item-2'] }))).toMatchObject({ doubled: 1 });
});
