import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A folder of data sets for research. They are read where they are; none is part of this project. */
export type Data = Readonly<{
  folder: string;
  /** Of `NAME.gz` in the folder, without a byte order mark and without the empty line at its end. */
  lines: (name: string) => readonly string[];
}>;

/** Absent where no folder is named; throws where the one that is named is not there. */
export function openData(folder: string | undefined): Data | undefined {
  if (!folder) return undefined;
  if (!existsSync(folder)) throw new Error(`DATA_DIR: ${folder} is not there`);
  return { folder, lines: (name) => linesOf(readFileSync(join(folder, `${name}.gz`))) };
}

const linesOf = (zipped: Buffer): readonly string[] =>
  gunzipSync(zipped)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n');
