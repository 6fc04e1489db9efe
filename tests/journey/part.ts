import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something that a journey needs of its machine, or what to install to have it. */
export type Part<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; install: string }>;

/**
 * Whether a journey is left out here. A missing part is said in one line that names what to install; in CI, where everything has to
 * have been installed, it is an error.
 */
export function isLeftOut(parts: ReadonlyArray<Part<unknown>>, journey: string): boolean {
  const missing = parts.flatMap((part) => (part.ok ? [] : [part.install]));
  if (missing.length === 0) return false;
  const line = `${journey} is left out: install ${missing.join(', ')}`;
  if (process.env.CI === 'true') throw new Error(line);
  console.warn(line);
  return true;
}

/** The value of a part that was found to be there. */
export function present<T>(part: Part<T>): T {
  if (!part.ok) throw new Error(`install ${part.install}`);
  return part.value;
}

/** The first of the names that is a program in PATH. */
export function programInPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
