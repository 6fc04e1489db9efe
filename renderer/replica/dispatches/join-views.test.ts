import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dispatch, type ItemState, itemStates } from '../../../contract/dispatch.ts';
import { aUlid } from '../../../contract/testing/build-command.ts';
import { aDispatch } from '../../../contract/testing/build-document.ts';
import { noItems } from '../../../domain/dispatching/item-step.ts';
import { joinViews, type PartView } from './join-views.ts';

const of = aUlid();
const part = (number: number, counts: Partial<Dispatch['counts']>, change: Partial<PartView> = {}): PartView => ({
  ...aDispatch({ id: number === 1 ? of : aUlid(), part: { of, number, count: 3, people: 30 }, counts: { ...noItems(), ...counts } }),
  pending: false,
  ...change,
});
const refused = { rejected: 'sender.incomplete' } as const;
const join = (...parts: readonly [PartView, ...PartView[]]) => joinViews(parts);

describe('a message in parts', () => {
  test('given a part that the server refused and others it took, it says how many get nothing and why, and counts them as failed', () => {
    const shown = join(
      part(1, { delivered: 10 }, { state: 'sent' }),
      part(2, { pending: 9, skipped: 1 }),
      part(3, { pending: 10 }, refused),
    );

    expect(shown).toMatchObject({ id: of, pending: false, state: 'synced', parts: { count: 3 } });
    expect(shown?.parts?.refused).toEqual({ people: 10, codes: ['sender.incomplete'] });
    expect(shown?.counts).toMatchObject({ delivered: 10, pending: 9, skipped: 1, failed: 10 });
    expect(shown).not.toHaveProperty('rejected');
  });

  test('given all of it refused, it is refused as any other; given that put aside too, it is gone', () => {
    const all = [1, 2, 3].map((number) => part(number, { pending: 10 }, refused)) as [PartView, PartView, PartView];

    expect(join(...all)).toMatchObject({ rejected: 'sender.incomplete', pending: false });
    expect(join(...(all.map((one) => ({ ...one, discarded: true })) as unknown as typeof all))).toBeUndefined();
  });

  test('given a refused part that was sent again, it counts as what became of it then', () => {
    const shown = join(
      part(1, { delivered: 10 }),
      part(3, { pending: 10 }, { ...refused, discarded: true }),
      part(2, { delivered: 10 }),
      part(3, { accepted: 10 }),
    );

    expect(shown?.counts).toMatchObject({ delivered: 20, accepted: 10, failed: 0 });
    expect(shown?.parts).toEqual({ count: 3 });
  });

  test('given parts that are still on this desk, it waits as long as all do, and then says for how many', () => {
    const here = [2, 3].map((number) => part(number, { pending: 10 }, { pending: true })) as [PartView, PartView];

    expect(join(part(1, { pending: 10 }, { pending: true }), ...here)).toMatchObject({ pending: true, parts: { count: 3 } });
    expect(join(part(1, { accepted: 10 }, { state: 'sent' }), ...here)).toMatchObject({ pending: false, parts: { here: 20 } });
  });

  test('given parts that never came from another desk, it says of how many, unless it was called off', () => {
    expect(join(part(1, { accepted: 10 }), part(3, { accepted: 10 }))?.parts).toEqual({ count: 3, missing: 10 });
    expect(join(part(1, { cancelled: 10 }, { state: 'cancelled' }))?.parts).toEqual({ count: 3 });
  });

  test('given a cancellation of what waits, it is on its way for all of it', () => {
    const shown = join(part(1, { delivered: 10 }, { state: 'sent' }), part(2, { cancelled: 10 }, { pending: true, state: 'cancelling' }));

    expect(shown).toMatchObject({ pending: true, counts: { delivered: 10, cancelled: 10 } });
  });
});

test('given any parts, refused, waiting, called off or under way, everybody it was written for is in one number, in any order (I7)', () => {
  const lot = fc.record({
    people: fc.integer({ min: 1, max: 1_000 }),
    state: fc.constantFrom(...itemStates),
    is: fc.constantFrom('known', 'asked', 'refused', 'withdrawn', 'elsewhere'),
  });
  const story = fc.array(lot, { minLength: 2, maxLength: 5 }).filter((lots) => lots.some(({ is }) => is !== 'elsewhere'));

  fc.assert(
    fc.property(
      story.chain((lots) => fc.tuple(fc.constant(lots), fc.shuffledSubarray(lots, { minLength: lots.length }))),
      ([lots, shuffled]) => {
        const people = lots.reduce((sum, one) => sum + one.people, 0);
        const views = new Map(lots.map((one, index) => [one, viewOf(one, { of, number: index + 1, count: lots.length, people })]));
        const shownOf = (order: typeof lots) => joinViews(order.flatMap((one) => views.get(one) ?? []) as unknown as [PartView]);

        const shown = shownOf(lots);

        const { missing = 0 } = shown?.parts ?? {};
        const known = Object.values(shown?.counts ?? {}).reduce((sum, count) => sum + count, 0);
        const elsewhere = lots.filter(({ is }) => is === 'elsewhere').reduce((sum, one) => sum + one.people, 0);
        expect(known).toBe(people - elsewhere);
        expect([0, elsewhere]).toContain(missing);
        expect(shownOf(shuffled)).toEqual(shown);
      },
    ),
  );
});

type Lot = Readonly<{ people: number; state: ItemState; is: string }>;

function viewOf({ people, state, is }: Lot, of: NonNullable<Dispatch['part']>): PartView | undefined {
  if (is === 'elsewhere') return undefined;
  const now = is === 'known' ? state : is === 'withdrawn' ? 'cancelled' : 'pending';
  return {
    ...aDispatch({ id: aUlid(), part: of, counts: { ...noItems(), [now]: people } }),
    pending: is === 'asked',
    ...(is === 'withdrawn' && { state: 'cancelled' }),
    ...(is === 'refused' && refused),
  };
}
