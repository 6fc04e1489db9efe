import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dispatch, type DispatchItem, type Hold, itemStates, itemSteps } from '../../contract/dispatch.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aDispatch } from '../../contract/testing/build-document.ts';
import { withItemMoved } from './dispatch-step.ts';
import { foldItem, isOpen, noItems } from './item-step.ts';
import { joinParts, wholeOf } from './join-parts.ts';
import { newDispatch } from './new-dispatch.ts';

const of = aUlid();
const part = (number: number, change: Partial<Dispatch>): Dispatch =>
  aDispatch({ id: number === 1 ? of : aUlid(), part: { of, number, count: 3 }, ...change });

const counted = (counts: Partial<Dispatch['counts']>) => ({ counts: { ...noItems(), ...counts } });
const audienceOf = ({ counts }: Dispatch) => itemStates.reduce((sum, state) => sum + counts[state], 0);
const held = (reason: Hold['reason'], until?: number) => ({
  ...counted({ pending: 1 }),
  state: 'held' as const,
  hold: { reason, ...(until !== undefined && { until }) },
});

test('given a dispatch that is all of its message, it is itself', () => {
  const one = aDispatch(counted({ pending: 2 }));

  expect([joinParts([one]), wholeOf(one)]).toEqual([one, one.id]);
});

test('given parts of which the first was lost, the others are still that message', () => {
  expect(joinParts([part(2, counted({ accepted: 4 }))]).id).toBe(of);
});

describe('how far a message in parts is', () => {
  const stateOf = (...parts: readonly [Dispatch, ...Dispatch[]]) => {
    const { state, hold } = joinParts(parts);
    return hold ? [state, hold] : state;
  };
  const sent = part(1, { ...counted({ delivered: 1 }), state: 'sent' });
  const sending = part(2, { ...counted({ pending: 1, claimed: 1 }), state: 'sending' });
  const queued = part(3, { ...counted({ pending: 2 }), state: 'synced' });

  test('given a part under way, it is under way, whatever has ended of it', () => {
    expect([stateOf(sent, sending, queued), stateOf(sent, queued)]).toEqual(['sending', 'synced']);
  });

  test('given one part that the hour or the balance holds, all of it is held; a person is needed before an hour passes', () => {
    expect(stateOf(sent, sending, part(3, held('window', 9)))).toEqual(['held', { reason: 'window', until: 9 }]);
    expect(stateOf(part(1, held('window', 9)), part(2, held('balance')), queued)).toEqual(['held', { reason: 'balance' }]);
    expect(stateOf(part(1, held('window', 9)), part(2, held('window', 7)))).toEqual(['held', { reason: 'window', until: 7 }]);
  });

  test('given a pause, it is paused once nothing of it goes on', () => {
    expect(stateOf(part(1, held('paused')), sending)).toBe('sending');
    expect(stateOf(sent, part(2, held('paused')), part(3, held('paused')))).toEqual(['held', { reason: 'paused' }]);
  });

  test('given a part called off, it is called off when the others have ended too', () => {
    const cancelled = part(2, { ...counted({ cancelled: 2 }), state: 'cancelled' });
    const cancelling = part(3, { ...counted({ cancelled: 1, claimed: 1 }), state: 'cancelling' });

    expect([stateOf(sent, cancelled), stateOf(sent, cancelled, cancelling)]).toEqual(['cancelled', 'cancelling']);
  });

  test('given that all have ended, it ends by what became of everybody', () => {
    const failed = part(2, { ...counted({ failed: 1 }), state: 'failed' });
    const blocked = part(3, { ...counted({ skipped: 1 }), state: 'blocked' });

    expect([stateOf(sent, failed), stateOf(sent, blocked), stateOf(failed, blocked), stateOf(blocked)]).toEqual([
      'partially_failed',
      'sent',
      'failed',
      'blocked',
    ]);
  });
});

const anyMove = fc.record({ part: fc.nat({ max: 2 }), item: fc.nat({ max: 2 }), step: fc.constantFrom(...itemSteps) });

test('given any steps of the items of any part, the message counts everybody once, and has ended exactly when nobody is open (I7)', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 80 }), (moves) => {
      const parts = [1, 2, 3].map((number) => asked(number));
      for (const { part: at, item: n, step } of moves) {
        const { dispatch, items } = parts[at] as (typeof parts)[number];
        const item = items[n] as DispatchItem;
        const moved = foldItem(item, { step, attempt: 1, at: 2_000 });
        items[n] = moved;
        if (moved !== item) parts[at] = { dispatch: withItemMoved(dispatch, step, item.state, moved.state), items };
      }

      const [first, ...others] = parts.map(({ dispatch }) => dispatch);
      const joined = joinParts([first as Dispatch, ...others]);

      expect(audienceOf(joined)).toBe(9);
      expect(hasEnded(joined)).toBe(parts.every(({ items }) => items.every(({ state }) => !isOpen(state))));
      if (hasEnded(joined)) {
        const { delivered, accepted, skipped, failed, expired, uncertain, cancelled } = joined.counts;
        expect(delivered + accepted + skipped + failed + expired + uncertain + cancelled).toBe(9);
      }
    }),
  );
});

const hasEnded = ({ state }: Dispatch): boolean => ['sent', 'partially_failed', 'failed', 'blocked', 'cancelled'].includes(state);

/** One part of three people as it begins. */
function asked(number: number) {
  const recipients = [0, 1, 2].map((n) => ({ userId: `u${number}${n}`, productIds: ['001'] }));
  const { dispatch, items } = newDispatch(
    { id: aUlid(), by: 'owner', at: 1_000 },
    { part: { of, number, count: 3, people: 9 } },
    recipients,
  );
  return { dispatch, items: [...items] };
}
