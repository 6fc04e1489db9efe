/** A number stays one; text of a person stays text. */
export type CsvCell = string | number | undefined;

/** Excel reads UTF-8 only behind this mark, and Korean as CP949 without it. */
const byteOrderMark = '\uFEFF';

/** What makes a spreadsheet calculate, also written wide and behind blanks: a name may be chosen to be a formula. */
const calculates = /^[\s\u00A0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Lines as RFC 4180 has them, each ended by CRLF. No text is ever a formula: what would be one begins with an apostrophe. */
export const csvText = (lines: readonly (readonly CsvCell[])[]): string =>
  byteOrderMark + lines.map((line) => `${line.map(toField).join(',')}\r\n`).join('');

function toField(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = calculates.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
