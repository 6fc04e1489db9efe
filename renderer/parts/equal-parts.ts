/**
 * `next`, with every part of it that equals one of `before` being that very part, and `before` itself where all of it is equal. What
 * comes from the worker is a copy each time; with its equal parts kept, whoever shows one of them is drawn anew only when it changed.
 * Members of a list are found again by `id` where they have one, so a row that moves is still the same row. Plain data only.
 */
export function withEqualParts<T>(before: unknown, next: T): T {
  if (Array.isArray(before) && Array.isArray(next)) return listWith(before, next) as T;
  return isRecord(before) && isRecord(next) ? (recordWith(before, next) as T) : next;
}

type PlainRecord = Readonly<Record<string, unknown>>;

function recordWith(before: PlainRecord, next: PlainRecord): PlainRecord {
  const fields = Object.entries(next).map(([key, value]) => [key, withEqualParts(fieldOf(before, key), value)] as const);
  const equal = ([key, value]: (typeof fields)[number]) => Object.hasOwn(before, key) && Object.is(value, before[key]);
  return fields.length === Object.keys(before).length && fields.every(equal) ? before : Object.fromEntries(fields);
}

const fieldOf = (record: PlainRecord, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

function listWith(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.map((member) => [idOf(member), member]));
  const counterpart = (member: unknown, place: number): unknown => {
    const id = idOf(member);
    return id === undefined || idOf(before[place]) === id ? before[place] : byId.get(id);
  };
  const members = next.map((member, place) => withEqualParts(counterpart(member, place), member));
  const equal = members.length === before.length && members.every((member, place) => Object.is(member, before[place]));
  return equal ? before : members;
}

const idOf = (member: unknown): unknown => (isRecord(member) ? member.id : undefined);

/** Plain objects only: those whose prototype is nothing's heir. */
function isRecord(value: unknown): value is PlainRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
