import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lead } from '../../contract/lead.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { applyPatch } from './apply-patch.ts';
import { readField } from './lead-field-value.ts';

const mina = { by: 'mina', at: someTime };
const owner = { by: 'owner', at: someTime };

/** A lead that people have worked on already. */
const anyLead = fc
  .array(anyFieldPatch, { maxLength: 8 })
  .map((patches) => patches.reduce((lead, patch) => applyPatch(lead, patch, owner).lead, aLead()));

test('given any patch, the field holds the new value and the lead is still a lead', () => {
  fc.assert(
    fc.property(anyLead, anyFieldPatch, (lead, patch) => {
      const { lead: patched } = applyPatch(lead, patch, mina);

      expect(readField(patched, patch.field)).toBe(patch.to);
      expect(Lead.safeParse(patched).success).toBe(true);
    }),
  );
});

test('given patches of different fields, any order gives the same lead: both stand', () => {
  fc.assert(
    fc.property(anyLead, anyFieldPatch, anyFieldPatch, (lead, a, b) => {
      fc.pre(a.field !== b.field);

      const ab = applyPatch(applyPatch(lead, a, mina).lead, b, mina).lead;
      const ba = applyPatch(applyPatch(lead, b, mina).lead, a, mina).lead;

      expect(ab).toEqual(ba);
    }),
  );
});

test('given a value that nobody had seen, the later patch wins and the losing value is told', () => {
  const lead = aLead({ status: 'interested' });

  const { lead: patched, effect } = applyPatch(lead, { field: 'status', from: 'new', to: 'contacted' }, mina);

  expect(patched.status).toBe('contacted');
  expect(effect).toEqual({ kind: 'overwritten', lost: 'interested' });
});

test('given the value that it already holds, changes nothing and conflicts with nobody', () => {
  const lead = aLead({ status: 'won' });

  const { lead: patched, effect } = applyPatch(lead, { field: 'status', from: 'new', to: 'won' }, mina);

  expect(patched).toBe(lead);
  expect(effect).toEqual({ kind: 'unchanged' });
});

test('given tags set in any order, they stand by code point, an emoji after everything of the basic plane', () => {
  const lead = (['tag:🎁', 'tag:ﾊﾟ', 'tag:재구매', 'tag:vip', 'tag:VIP'] as const).reduce(
    (before, field) => applyPatch(before, { field, from: undefined, to: 'on' }, mina).lead,
    aLead(),
  );

  expect(lead.tags).toEqual(['VIP', 'vip', '재구매', 'ﾊﾟ', '🎁']);
});
