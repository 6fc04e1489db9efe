import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

/** Reads what was written, as a spreadsheet does. */
function read(csv: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

test('given Korean text, commas, quotes and line breaks, a spreadsheet reads what was written', () => {
  const csv = csvText([
    ['이름', '메모', '건수'],
    ['김하늘', '"좋아요", 라고\n했어요', -3],
    ['이바다', undefined, 0],
  ]);

  expect(csv.startsWith('\uFEFF이름,')).toBe(true);
  expect(read(csv)).toEqual([
    ['이름', '메모', '건수'],
    ['김하늘', '"좋아요", 라고\n했어요', '-3'],
    ['이바다', '', '0'],
  ]);
});

test.each(['=1+1', '+82-10', '-2+3', '@SUM(A1)', ' =1', '\t=1', '＝1', '\u00A0=1'])(
  'given a name that a spreadsheet would calculate (%j), it is text',
  (name) => {
    const [[cell]] = read(csvText([[name]])) as [[string]];

    expect(cell).toBe(`'${name}`);
  },
);

test('given any cells, as many lines and cells come back, and none begins as a formula', () => {
  const anyCell = fc.oneof(fc.string(), fc.constantFrom('=', '"', ',', '\r\n', '=HYPERLINK("x","y")'));
  const anyLines = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

  fc.assert(
    fc.property(anyLines, (lines) => {
      const back = read(csvText(lines));

      expect(back.map((line) => line.map((cell) => cell.replace(/^'/, '')))).toEqual(
        lines.map((line) => line.map((cell) => cell.replace(/^'/, ''))),
      );
      expect(back.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    }),
  );
});
