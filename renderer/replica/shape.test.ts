import { expect, test } from 'vitest';
import { type Collection, collections, documentSchemas } from '../../contract/collection.ts';
import { aLead, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import type { z } from '../../contract/zod.ts';
import { shapeOf } from './shape.ts';

const samples = { lead: aLead({ notes: [{ id: 'n', text: '메모', by: 'owner', at: 1 }] }), person: aPerson(), product: aProduct() };

test.each(Object.entries(samples))(
  'given a %s, it has its shape; without one of its fields, or with it of another type, it has not',
  (name, sample) => {
    const schema = documentSchemas[name as Collection];
    const fits = shapeOf(schema);

    expect(fits(sample)).toBe(true);
    for (const key of Object.keys(sample)) {
      const { [key]: _gone, ...rest } = sample as Record<string, unknown>;
      expect(fits({ ...rest, [key]: Symbol('damaged') })).toBe(false);
      expect(fits(rest)).toBe(schema.safeParse(rest).success);
    }
  },
);

test('given every read model, there is no part of it whose shape is not known: none needs a full look', () => {
  const kinds = new Set<string>();
  const walk = (schema: z.core.$ZodType): void => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    kinds.add(def.type);
    const inner = def as {
      shape?: object;
      element?: z.core.$ZodType;
      innerType?: z.core.$ZodType;
      valueType?: z.core.$ZodType;
      options?: [];
      items?: [];
    };
    for (const part of [...Object.values(inner.shape ?? {}), ...(inner.options ?? []), ...(inner.items ?? [])])
      walk(part as z.core.$ZodType);
    for (const part of [inner.element, inner.innerType, inner.valueType]) if (part) walk(part);
  };
  for (const name of collections) walk(documentSchemas[name]);

  const known = ['string', 'number', 'boolean', 'enum', 'literal', 'optional', 'nullable', 'array', 'tuple', 'object', 'record', 'union'];
  expect([...kinds].filter((kind) => !known.includes(kind))).toEqual([]);
});
