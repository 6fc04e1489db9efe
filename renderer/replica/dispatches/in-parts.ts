import type { DispatchPart } from '../../../contract/dispatch-part.ts';

/** What one command takes, the id it gets, and, where it is not all of it, which part it is. */
export type Part<T> = Readonly<{ some: T; id: string; part?: DispatchPart }>;

/** Marks what takes several commands as one: `people` are those whom all of them name, where that is known. */
export function inParts<T>(lots: readonly T[], nextId: () => string, people?: number): readonly Part<T>[] {
  const parts = lots.map((some) => ({ some, id: nextId() }));
  const [first, ...others] = parts;
  if (!first || others.length === 0) return parts;
  const shared = { of: first.id, count: parts.length, ...(people !== undefined && { people }) };
  return parts.map((one, index) => ({ ...one, part: { ...shared, number: index + 1 } }));
}
