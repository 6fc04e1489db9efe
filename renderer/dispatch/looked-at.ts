import type { LinePage } from '../replica/desk/line-page.ts';

/** Which line is looked at, and where it is; -1 where there is none. */
export type Looked<Line> = Readonly<{ at: number; line: Line | undefined }>;

/** A press is answered before the desk has said so, where the line is here already. @param picked a line's key, or its place */
export function lookedAt<Line>(
  page: LinePage<Line> | undefined,
  picked: string | number | undefined,
  keyOf: (line: Line) => string,
): Looked<Line> {
  if (!page) return { at: -1, line: undefined };
  const { lines, offset, total } = page;
  if (typeof picked === 'number') {
    const at = Math.min(picked, total - 1);
    return { at, line: lines[at - offset] ?? (page.at === at ? page.picked : undefined) };
  }
  const among = lines.findIndex((line) => keyOf(line) === picked);
  return among >= 0 ? { at: offset + among, line: lines[among] } : { at: page.at, line: page.picked };
}
