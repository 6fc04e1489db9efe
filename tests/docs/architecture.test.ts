import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/architecture.md', 'utf8');
const diagram = page.slice(page.indexOf('```mermaid'), page.indexOf('```', page.indexOf('```mermaid') + 3));

/** The boxes of one `subgraph NAME [room]`. */
function boxesIn(room: string): string[] {
  const start = diagram.indexOf(`[${room}]`);
  const lines = diagram.slice(start, diagram.indexOf('\n  end', start));
  return [...new Set(lines.match(/\b[a-z-]+(?=\/)/g) ?? [])];
}

test.each(['sync-server', 'renderer'])('given the diagram, every box of %s is a folder that exists', (room) => {
  const boxes = boxesIn(room);

  expect(boxes.length).toBeGreaterThan(3);
  expect(boxes.filter((box) => !existsSync(`${room}/${box}`))).toEqual([]);
});

test('given the pages and files that the text names, they exist', () => {
  const named = [...page.matchAll(/`((?:contract|domain|sync-server|renderer|main)\/[\w./-]*)`/g)].map(([, path]) => path as string);

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
