const defaultLimit = 20;
const maxLimit = 500;

export type Page<T> = Readonly<{ startKey: string | null; nextKey: string | null; limit: number; items: readonly T[] }>;

/** One page after the key of the first one that it shall hold. */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, query: URLSearchParams): Page<T> {
  const limit = Math.min(Math.max(Number(query.get('limit')) || defaultLimit, 1), maxLimit);
  const startKey = query.get('startKey');
  const from = startKey === null ? 0 : items.findIndex((item) => keyOf(item) === startKey);
  const page = from < 0 ? [] : items.slice(from, from + limit);
  const next = from < 0 ? undefined : items[from + limit];
  return { startKey, nextKey: next === undefined ? null : keyOf(next), limit, items: page };
}

/** A list as an object by id, which is how Solapi writes it. */
export const byId = <T, V>(page: Page<T>, keyOf: (item: T) => string, toValue: (item: T) => V): Record<string, V> =>
  Object.fromEntries(page.items.map((item) => [keyOf(item), toValue(item)]));

/** A parameter that may be given several times, as `name`, `name[]` or `name[0]`. */
export const severalOf = (query: URLSearchParams, name: string): readonly string[] =>
  [...query].flatMap(([key, value]) => (key === name || key.startsWith(`${name}[`) ? value.split(',') : []));
