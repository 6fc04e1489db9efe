import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import { deskPolicy, NONCE_PLACE } from '../contract/desk-page.ts';

const NONCE_BYTES = 16;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};

/**
 * Answers for the built desk's files. Every response carries the policy, since a worker obeys that of its own response; the page gets
 * a fresh nonce each time and is never kept by a cache, every other file has a hash in its name.
 */
export function serveDeskFiles(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);
    const file = fileOf(root, new URL(request.url).pathname);
    if (file === undefined) return plain(404);
    const content = await readIfThere(file);
    return content === undefined ? plain(404) : respond(file, content);
  };
}

/** The file that a path names, or undefined when it leads out of the root, however it is encoded. */
function fileOf(root: string, pathname: string): string | undefined {
  const wanted = decode(pathname);
  if (wanted === undefined || wanted.includes('\0')) return undefined;
  const file = resolve(root, join('.', wanted === '/' ? 'index.html' : wanted));
  const within = relative(root, file);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? undefined : file;
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function respond(file: string, content: Buffer): Response {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const isPage = extname(file) === '.html';
  const body = isPage ? content.toString('utf8').replaceAll(NONCE_PLACE, nonce) : new Uint8Array(content);
  return new Response(body, {
    headers: {
      'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': deskPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'cache-control': isPage ? 'no-store' : 'public, max-age=31536000, immutable',
    },
  });
}

const plain = (status: number) => new Response(null, { status, headers: { 'content-security-policy': deskPolicy('none') } });
