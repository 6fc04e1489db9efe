import type { Call, Reply } from './call.ts';

/** What a call does to messages, for faults to aim at. `commit` is what makes phones show something. */
export const stages = ['auth', 'prepare', 'commit', 'read', 'manage'] as const;
export type Stage = (typeof stages)[number];

export type Params = Readonly<Record<string, string>>;

/** One documented address. `:name` in the path is a parameter. The answer is made at once and all of it: nothing in a face waits. */
export type Route = Readonly<{ method: string; path: string; stage: Stage; answer(call: Call, params: Params): Reply }>;

export type Found = Readonly<{ route: Route; params: Params }>;

export function findRoute(routes: readonly Route[], { method, path }: Pick<Call, 'method' | 'path'>): Found | undefined {
  const parts = partsOf(path);
  for (const route of routes) {
    const params = route.method === method ? match(partsOf(route.path), parts) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

/** A slash at the end says nothing. */
const partsOf = (path: string): readonly string[] => path.replace(/\/+$/, '').split('/');

function match(pattern: readonly string[], parts: readonly string[]): Params | undefined {
  if (pattern.length !== parts.length) return undefined;
  const pairs = pattern.map((part, index) => [part, decode(parts[index] ?? '')] as const);
  if (pairs.some(([part, given]) => !part.startsWith(':') && part !== given)) return undefined;
  return Object.fromEntries(pairs.flatMap(([part, given]) => (part.startsWith(':') ? [[part.slice(1), given]] : [])));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
