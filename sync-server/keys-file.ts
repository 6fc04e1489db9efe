import { readFileSync, statSync } from 'node:fs';
import { StartFailure } from './config.ts';

type Env = Readonly<Record<string, string | undefined>>;

const variable = 'TALKLENS_SENDER_KEYS_FILE';
const othersMay = 0o077;
const line = /^\s*(TALKLENS_[A-Z_]+)\s*=\s*(.*?)\s*$/;

/**
 * The environment, filled up from the file that holds the keys of sending: lines of `NAME=value`, `#` for remarks. What the
 * environment itself says wins. A file that others can read is refused, and one that is not there. On Windows, which has no such modes,
 * the folder's own rights count.
 */
export function withKeysFile(env: Env): Env {
  const path = env[variable];
  if (path === undefined || path === '') return env;
  const kept = Object.fromEntries(readLines(path).flatMap(toEntry));
  return { ...kept, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')) };
}

function readLines(path: string): readonly string[] {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & othersMay) !== 0) throw new StartFailure('config.invalid', variable);
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch (error) {
    throw error instanceof StartFailure ? error : new StartFailure('config.invalid', variable, error);
  }
}

/** A line that is neither empty, a remark nor an assignment is a mistake; its place is told, never what stands there (I11). */
function toEntry(text: string, index: number): readonly (readonly [string, string])[] {
  if (text.trim() === '' || text.trim().startsWith('#')) return [];
  const [, name, value = ''] = line.exec(text) ?? [];
  if (name === undefined) throw new StartFailure('config.invalid', `${variable}, line ${index + 1}`);
  return [[name, value]];
}
