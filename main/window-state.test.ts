import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fitToDisplays, readWindowState, type WindowState, writeWindowState } from './window-state.ts';

const display = { x: 0, y: 0, width: 1920, height: 1040 };
const somewhere: WindowState = { position: { x: 100, y: 50 }, width: 1200, height: 800, maximized: true };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'window-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('given a saved window, opens it where it was', () => {
  writeWindowState(join(folder, 'made', 'window.json'), somewhere);

  expect(readWindowState(join(folder, 'made', 'window.json'))).toEqual(somewhere);
});

test.each(['', '{', '{"width":1e9,"height":900,"maximized":false}', '{"width":1200,"height":800,"maximized":"yes"}', 'null'])(
  'given a file that holds %j, opens as the first time',
  (content) => {
    writeFileSync(join(folder, 'window.json'), content);

    expect(readWindowState(join(folder, 'window.json'))).toEqual({ width: 1280, height: 820, maximized: false });
  },
);

test.each([
  ['on a display', { x: 100, y: 50 }, true],
  ['half over the right edge', { x: 1800, y: 50 }, true],
  ['all but 99 pixels over the right edge', { x: 1821, y: 50 }, false],
  ['on a display that was unplugged', { x: 2500, y: 50 }, false],
  ['with its title bar above the display', { x: 100, y: -40 }, false],
])('given a window %s, its position is kept: %o', (_where, position, kept) => {
  const fitted = fitToDisplays({ ...somewhere, position }, [display]);

  expect(fitted).toEqual(kept ? { ...somewhere, position } : { width: 1200, height: 800, maximized: true });
});
