import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lead } from '../../../contract/lead.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { Freshness } from '../../../domain/freshness/freshness-of.ts';
import { watchArrivals } from './watch-arrivals.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch over leads that are set by hand, and what it last said. */
function aWatch() {
  const leads = new Map<string, Lead>();
  const clock = { now: someTime };
  const watch = watchArrivals({ lead: (id) => leads.get(id), serverNow: () => clock.now });
  const said: { last: Freshness | undefined } = { last: undefined };
  watch.freshness$.subscribe((freshness) => {
    said.last = freshness;
  });
  /** A chat was said, received and shown so long after. */
  const arrive = (id: string, chatMs: number, deskMs: number, change: Partial<Lead> = {}) => {
    const lastReceivedAt = clock.now;
    clock.now += deskMs;
    leads.set(id, aLead({ ...change, id, lastSeenAt: lastReceivedAt - chatMs, lastReceivedAt }));
    watch.shown([id]);
    vi.advanceTimersByTime(1_000);
  };
  return { watch, leads, clock, said, arrive };
}

test('given a chat that arrives while we follow, says how long it took and when it was shown', () => {
  const { watch, said, clock, arrive } = aWatch();
  watch.inStep();

  arrive('u~1', 30, 120);

  expect(said.last).toEqual({ count: 1, p95Ms: 150, chatToServerP95Ms: 30, serverToDeskP95Ms: 120 });
  expect(watch.shownAt('u~1')).toBe(clock.now);
});

test('given what was filled, or waited for us while we were away, it counts for nothing', () => {
  const { watch, said, arrive, clock } = aWatch();
  arrive('u~1', 30, 5_000);
  watch.inStep();
  watch.lost();
  clock.now += 60_000;
  arrive('u~2', 30, 5_000);
  watch.inStep();

  expect(said.last).toBeUndefined();
  expect([watch.shownAt('u~1'), watch.shownAt('u~2')]).toEqual([undefined, undefined]);

  arrive('u~3', 30, 70);
  expect(said.last).toMatchObject({ count: 1, p95Ms: 100 });
});

test('given a lead that a person changed after its chat arrived, it did not arrive again', () => {
  const { watch, leads, said, clock, arrive } = aWatch();
  watch.inStep();
  arrive('u~1', 30, 120);
  const { lastSeenAt, lastReceivedAt } = leads.get('u~1') as Lead;
  const shownAt = clock.now;

  clock.now += 10_000;
  leads.set('u~1', aLead({ id: 'u~1', lastSeenAt, lastReceivedAt, status: 'won' }));
  watch.shown(['u~1']);

  expect(said.last).toMatchObject({ count: 1, p95Ms: 150 });
  expect(watch.shownAt('u~1')).toBe(shownAt);
});

test('given five quiet minutes, says nothing any more', () => {
  const { watch, said, clock, arrive } = aWatch();
  watch.inStep();
  arrive('u~1', 30, 120);

  clock.now += 6 * 60_000;
  watch.tick();

  expect(said.last).toBeUndefined();
});
