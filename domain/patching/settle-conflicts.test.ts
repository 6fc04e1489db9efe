import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conflict } from '../../contract/activity.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { applyPatch } from './apply-patch.ts';
import { readField } from './lead-field-value.ts';
import { type ChosenConflict, dueConflicts, reapplied, reopenConflict, settleConflict } from './settle-conflicts.ts';

const statuses = ['new', 'contacted', 'interested', 'won', 'lost'] as const;
const members = ['mina', 'owner', 'jihye'] as const;

/** Somebody looks at the field, or writes it over what she saw when she last looked. */
const anyMove = fc.record({ by: fc.constantFrom(...members), to: fc.option(fc.constantFrom(...statuses), { nil: undefined }) });

test('given marketers who look and write in any order, a value goes unseen by whoever replaced it exactly where it is told as lost', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 25 }), (moves) => {
      let lead = aLead();
      const saw = new Map<string, string | undefined>(members.map((by) => [by, lead.status]));
      const replacedUnseen: string[] = [];
      const toldAsLost: (string | undefined)[] = [];
      for (const [at, { by, to }] of moves.entries()) {
        if (to !== undefined) {
          const stood = lead.status;
          const after = applyPatch(lead, { field: 'status', from: saw.get(by), to }, { by, at });
          lead = after.lead;
          if (lead.status !== stood && saw.get(by) !== stood) replacedUnseen.push(stood);
          if (after.effect.kind === 'overwritten') toldAsLost.push(after.effect.lost);
        }
        saw.set(by, lead.status);
      }

      expect(toldAsLost).toEqual(replacedUnseen);
    }),
  );
});

test('given a tag that marketers set and unset over what they saw, nothing is ever lost: there are two values', () => {
  const anyTagMove = fc.record({ by: fc.constantFrom(...members), on: fc.boolean(), looks: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyTagMove, { maxLength: 25 }), (moves) => {
      let lead = aLead();
      const saw = new Map<string, string | undefined>();
      for (const [at, { by, on, looks }] of moves.entries()) {
        if (looks) saw.set(by, readField(lead, 'tag:vip'));
        const [from, to] = [saw.get(by), on ? 'on' : undefined];
        if (from === to) continue; // what already is so is no edit
        const after = applyPatch(lead, { field: 'tag:vip', from, to }, { by, at });
        expect(after.effect.kind).not.toBe('overwritten');
        lead = after.lead;
        saw.set(by, to);
      }
    }),
  );
});

const settled = { commandId: aUlid(), by: 'owner', at: 3 };
const anyConflict: fc.Arbitrary<ChosenConflict> = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{8}$/),
    at: fc.nat(4),
    leadId: fc.constantFrom('39~001', '40~001'),
    field: fc.constantFrom('status' as const, 'marketerId' as const),
    settled: fc.constantFrom(undefined, { ...settled, keep: 'standing' as const }, { ...settled, keep: 'lost' as const }),
  })
  .map(
    ({ settled, ...rest }): ChosenConflict => ({
      conflict: { ...rest, kind: 'conflict', by: 'owner', commandId: rest.id, lost: 'won', ...(settled && { settled }) },
      seen: 'contacted',
    }),
  );
const anyChosen = fc.uniqueArray(anyConflict, { selector: ({ conflict }) => conflict.id, maxLength: 12 });
const placeOf = ({ conflict: { leadId, field } }: ChosenConflict) => `${leadId} ${field}`;

test('given any conflicts, keeping what stands takes the open ones, and bringing back takes the newest of each field that was not brought back yet', () => {
  fc.assert(
    fc.property(anyChosen, (chosen) => {
      const back = dueConflicts(chosen, 'lost');

      expect(dueConflicts(chosen, 'standing')).toEqual(chosen.filter(({ conflict }) => !conflict.settled));
      expect(new Set(back.map(placeOf)).size).toBe(back.length);
      for (const one of chosen.filter(({ conflict }) => conflict.settled?.keep !== 'lost')) {
        const taken = back.find((other) => placeOf(other) === placeOf(one));
        expect(taken && taken.conflict.at >= one.conflict.at).toBe(true);
      }
    }),
  );
});

test('given any order in which they were chosen, the same are due', () => {
  fc.assert(
    fc.property(anyChosen, (chosen) => {
      const ids = (all: readonly ChosenConflict[]) =>
        dueConflicts(all, 'lost')
          .map(({ conflict }) => conflict.id)
          .sort();

      expect(ids([...chosen].reverse())).toEqual(ids(chosen));
    }),
  );
});

test('given what was seen, bringing a losing value back is a patch over it; settled and opened again, a conflict is as it was', () => {
  const conflict = {
    id: 'c',
    kind: 'conflict',
    at: 1,
    by: 'owner',
    commandId: aUlid(),
    leadId: '39~001',
    field: 'status',
    lost: 'won',
  } as const satisfies Conflict;

  expect(reapplied({ conflict, seen: 'contacted' })).toEqual({ leadId: '39~001', field: 'status', from: 'contacted', to: 'won' });
  expect(reopenConflict(settleConflict(conflict, { ...settled, keep: 'lost' }))).toEqual(conflict);
});
