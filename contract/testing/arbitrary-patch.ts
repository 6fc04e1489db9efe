import fc from 'fast-check';
import type { LeadField } from '../lead-field.ts';

const anyField: fc.Arbitrary<LeadField> = fc.constantFrom(
  'status',
  'marketerId',
  'tag:vip',
  'tag:재구매',
  'note:01KAAAAAAAAAAAAAAAAAAAAAAA',
);

const valuesOf = (field: LeadField): fc.Arbitrary<string | undefined> => {
  if (field === 'status') return fc.constantFrom('new', 'contacted', 'interested', 'won', 'lost');
  if (field === 'marketerId') return fc.constantFrom('owner', 'mina', undefined);
  return field.startsWith('tag:') ? fc.constantFrom('on', undefined) : fc.constantFrom('재고 문의', '전화 드림', undefined);
};

/** One field with what the marketer saw and what it becomes; what was seen is often stale. */
export const anyFieldPatch = anyField.chain((field) =>
  fc.record({ field: fc.constant(field), from: valuesOf(field), to: valuesOf(field) }),
);
