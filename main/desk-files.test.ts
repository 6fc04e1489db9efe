import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveDeskFiles } from './desk-files.ts';

let folder: string;
let serve: (request: Request) => Promise<Response>;
const get = (path: string) => serve(new Request(`app://talklens${path}`));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-files-'));
  const root = join(folder, 'desk');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__NONCE__">');
  writeFileSync(join(root, 'assets', 'worker.js'), 'postMessage(1)');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  serve = serveDeskFiles(root);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('given the page, its nonce is the one of its policy, new each time, and kept by no cache', async () => {
  const [first, second] = [await get('/'), await get('/')];

  const nonce = /nonce="([^"]+)"/.exec(await first.text())?.[1] as string;
  expect(first.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(await second.text()).not.toContain(nonce);
  expect(first.headers.get('cache-control')).toBe('no-store');
});

test('given a worker file, it has a policy of its own without anything unsafe', async () => {
  const worker = await get('/assets/worker.js');

  expect(worker.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(worker.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(worker.headers.get('content-security-policy')).not.toContain('unsafe');
});

test.each([
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '//secret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%E0%A4%A',
  '/assets',
  '/missing.js',
])('given %s, nothing is read outside the desk and the answer is 404', async (path) => {
  const answer = await get(path);

  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test('given anything but reading, refuses', async () => {
  const answer = await serve(new Request('app://talklens/', { method: 'POST', body: 'x' }));

  expect(answer.status).toBe(405);
});
