import type { z } from '../../contract/zod.ts';

type Shape = (value: unknown) => boolean;

/**
 * Whether a value is built as a schema says: the fields that there must be, each of its type. Lengths, patterns and bounds are not looked at, so that it takes a fiftieth
 * of the time; where a schema has a part that is not known here, no value is.
 */
export function shapeOf(schema: z.core.$ZodType): Shape {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return (value) => typeof value === def.type;
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'literal':
      return oneOf(def.values);
    case 'optional':
      return optional(shapeOf(def.innerType));
    case 'nullable':
      return nullable(shapeOf(def.innerType));
    case 'array':
      return arrayOf(shapeOf(def.element));
    case 'tuple':
      return tupleOf(def.items.map(shapeOf));
    case 'object':
      return objectOf(Object.entries(def.shape).map(([key, field]) => [key, shapeOf(field)]));
    case 'record':
      return recordOf(shapeOf(def.valueType));
    case 'union':
      return anyOf(def.options.map(shapeOf));
    default:
      return () => false;
  }
}

const oneOf = (values: Iterable<unknown>): Shape => {
  const known = new Set(values);
  return (value) => known.has(value);
};

const optional =
  (inner: Shape): Shape =>
  (value) =>
    value === undefined || inner(value);

const nullable =
  (inner: Shape): Shape =>
  (value) =>
    value === null || inner(value);

const arrayOf =
  (element: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(element);

const tupleOf =
  (items: readonly Shape[]): Shape =>
  (value) =>
    Array.isArray(value) && value.length === items.length && items.every((item, i) => item(value[i]));

const objectOf =
  (fields: readonly (readonly [string, Shape])[]): Shape =>
  (value) =>
    isRecord(value) && fields.every(([key, field]) => field(value[key]));

const recordOf =
  (inner: Shape): Shape =>
  (value) =>
    isRecord(value) && Object.values(value).every(inner);

const anyOf =
  (options: readonly Shape[]): Shape =>
  (value) =>
    options.some((option) => option(value));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
