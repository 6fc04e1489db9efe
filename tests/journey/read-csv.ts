import { readFile } from 'node:fs/promises';

const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;

/** The lines of a file as a spreadsheet reads it (RFC 4180), each by the names in the first. */
export async function readCsv(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [names = [], ...lines] = toLines((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  return lines.map((line) => Object.fromEntries(names.map((name, at) => [name, line[at] ?? ''])));
}

function toLines(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [whole, quoted, plain = '', end] of text.matchAll(field)) {
    if (whole === '') break;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
