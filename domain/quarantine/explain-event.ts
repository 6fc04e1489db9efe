import type { Expectation, FieldProblem } from '../../contract/quarantine.ts';
import { UpEvent, UpKind } from '../../contract/up-event.ts';

/** What every field of every kind has to be, in the words of the contract. */
const expected: Readonly<Record<string, Expectation>> = {
  kind: 'kind',
  eventId: 'uuid',
  occurredAt: 'epochMs',
  chatId: 'identifier',
  userId: 'identifier',
  productId: 'identifier',
  message: 'text',
  name: 'label',
  phone: 'phone',
  kakaoUuid: 'identifier',
  purpose: 'purpose',
  channel: 'channel',
  granted: 'boolean',
  evidence: 'text',
  priceKrw: 'won',
  discountKrw: 'won',
  imageUrl: 'link',
  url: 'link',
  inStock: 'boolean',
  category: 'label',
};

/** What keeps a body, `kind` included, from being an event: each field once, in the order of the schema; empty where nothing does. */
export function explainEvent(body: unknown): readonly FieldProblem[] {
  if (!isObject(body)) return [{ is: 'wrong', expected: 'object' }];
  if (!UpKind.safeParse(body.kind).success) return [toProblem(body, 'kind')];
  const foreign = Object.hasOwn(body, '__proto__') ? ['__proto__'] : []; // a schema never looks at it
  const issues = UpEvent.safeParse(body).error?.issues ?? [];
  const fields = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]));
  return [...new Set([...fields, ...foreign])].map((field) => toProblem(body, field));
}

function toProblem(body: Readonly<Record<string, unknown>>, field: string): FieldProblem {
  const is = body[field] === undefined ? 'missing' : 'wrong';
  const ofKind = Object.hasOwn(expected, field) && hasField(body.kind, field);
  return ofKind ? { field, is, expected: expected[field] as Expectation } : { field, is: 'unknown' };
}

/** Whether events of a kind have such a field; of no kind, only `kind` itself. */
const hasField = (kind: unknown, field: string): boolean =>
  field === 'kind' || UpEvent.options.some(({ shape }) => shape.kind.value === kind && Object.hasOwn(shape, field));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
