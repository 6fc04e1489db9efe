import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lead } from '../../contract/lead.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { applyPatch, type FieldPatch } from './apply-patch.ts';
import type { Author } from './lead-field-value.ts';
import { reverseWrites, type Written, writtenBy } from './reverse-writes.ts';

const mina = { by: 'mina', at: someTime };
const owner = { by: 'owner', at: someTime + 1 };

function patched(lead: Lead, patch: FieldPatch, author: Author): Readonly<{ lead: Lead; written: readonly Written[] }> {
  const after = applyPatch(lead, patch, author);
  return { lead: after.lead, written: [writtenBy(lead, patch, after.effect)].flatMap((write) => write ?? []) };
}

const reversed = (lead: Lead, written: readonly Written[], author: Author) => {
  const result = reverseWrites(written, (id) => (id === lead.id ? lead : undefined), author);
  return { ...result, lead: result.leads.get(lead.id) ?? lead };
};

/** A lead that people have worked on already. */
const anyLead = fc
  .array(anyFieldPatch, { maxLength: 8 })
  .map((patches) => patches.reduce((lead, patch) => applyPatch(lead, patch, owner).lead, aLead()));

test("given a patch that is taken back at once, the lead is as it was, its notes their authors' (undo is exact)", () => {
  fc.assert(
    fc.property(anyLead, anyFieldPatch, (lead, patch) => {
      const done = patched(lead, patch, mina);

      expect(reversed(done.lead, done.written, mina).lead).toEqual(lead);
    }),
  );
});

test('given any patches, taking all back and that back too gives what they made (redo is exact)', () => {
  fc.assert(
    fc.property(anyLead, fc.array(anyFieldPatch, { maxLength: 6 }), (before, patches) => {
      let lead = before;
      const written: Written[] = [];
      for (const patch of patches) {
        const done = patched(lead, patch, mina);
        lead = done.lead;
        written.unshift(...done.written);
      }

      const undone = reversed(lead, written, owner);
      const redone = reversed(undone.lead, undone.restored, owner);

      expect(undone.lead).toEqual(before);
      expect(redone.lead).toEqual(lead);
    }),
  );
});

test('given somebody changed a field since, it is left and named, and the others go back', () => {
  const [status, tag] = [
    { field: 'status', from: 'new', to: 'contacted' } as const,
    { field: 'tag:vip', from: undefined, to: 'on' } as const,
  ];
  const first = patched(aLead(), status, mina);
  const second = patched(first.lead, tag, mina);
  const later = applyPatch(second.lead, { field: 'status', from: 'contacted', to: 'won' }, owner).lead;

  const { lead, restored, leftAlone } = reversed(later, [...second.written, ...first.written], mina);

  expect(lead).toMatchObject({ status: 'won', tags: [] });
  expect(restored).toMatchObject([{ field: 'tag:vip', from: 'on' }]);
  expect(leftAlone).toEqual([{ leadId: lead.id, field: 'status' }]);
});

test('given a value that nobody had seen was replaced, that value is back and not what was believed to stand there', () => {
  const done = patched(aLead({ status: 'interested' }), { field: 'status', from: 'new', to: 'contacted' }, mina);

  expect(reversed(done.lead, done.written, mina).lead.status).toBe('interested');
});

test('given a lead that is gone, it is named as missing', () => {
  const { written } = patched(aLead(), { field: 'status', from: 'new', to: 'won' }, mina);

  const result = reverseWrites(written, () => undefined, mina);

  expect(result).toMatchObject({ restored: [], leftAlone: [], missing: [aLead().id] });
});
