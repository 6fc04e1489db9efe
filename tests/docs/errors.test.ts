import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureCodes } from '../../contract/failure.ts';

test('given the codes of the contract, docs/errors.md has a full row for each and none besides', () => {
  const page = readFileSync('docs/errors.md', 'utf8');

  const rows = [...page.matchAll(/^\| `([\w.]+)` \|(.+)\|$/gm)].map(([, code, cells]) => [
    code,
    cells?.split('|').filter((cell) => cell.trim()).length,
  ]);

  expect(rows.map(([code]) => code).sort()).toEqual([...failureCodes].sort());
  expect(rows.filter(([, cells]) => cells !== 3)).toEqual([]);
});
