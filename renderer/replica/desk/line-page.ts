/** Which lines of a long list are asked for, and which one is looked at: the one of this key, or the one at this place. */
export type LineQuery = Readonly<{ offset: number; limit: number; picked?: string | number }>;

/** Some lines of a long list. */
export type LinePage<Line> = Readonly<{
  lines: readonly Line[];
  offset: number;
  /** Of all of it. */
  total: number;
  /** The place of the one that is looked at, which need not be among the lines; -1 in an empty list. */
  at: number;
  picked?: Line;
}>;

/** @param usual the place that is looked at where none is picked, or the picked one is gone */
export function linePage<Line>(
  all: readonly Line[],
  { offset, limit, picked }: LineQuery,
  keyOf: (line: Line) => string,
  usual: (all: readonly Line[]) => number = () => 0,
): LinePage<Line> {
  const wanted = typeof picked === 'string' ? all.findIndex((line) => keyOf(line) === picked) : (picked ?? -1);
  const at = Math.min(wanted >= 0 ? wanted : Math.max(0, usual(all)), all.length - 1);
  const line = all[at];
  return { lines: all.slice(offset, offset + limit), offset, total: all.length, at, ...(line !== undefined && { picked: line }) };
}
