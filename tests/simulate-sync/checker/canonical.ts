import { canonicalJson } from '../../../domain/identity/canonical-json.ts';

/** So many bodies are remembered at most: those of some stories. */
const mostKnown = 20_000;
const known = new Map<string, string>();

/** Canonical JSON of a body as a desk has stored it, null where there is none. Made once for each body: five desks have the same ones, and are asked again and again. */
export function canonical(json: string | undefined): string | null {
  if (json === undefined) return null;
  const before = known.get(json);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const made = canonicalJson(JSON.parse(json));
  known.set(json, made);
  return made;
}
