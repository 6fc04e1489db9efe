import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { deskPolicy, NONCE_PLACE } from '../../contract/desk-page.ts';
import { newSecret, type RandomBytes } from '../secret.ts';
import { schemeOf, type Trust } from './trust.ts';

const insecurePage = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>Talklens</title>
<h1>이 주소로는 데스크를 열 수 없습니다</h1>
<p>암호화되지 않은 연결(http)에서는 브라우저가 데스크에 필요한 기능을 막습니다. 서버가 있는 컴퓨터에서 열거나, 서버에 인증서를 설정하세요.</p>
<h2>The desk cannot be opened at this address</h2>
<p>Over plain http from another machine a browser withholds what the desk needs. Open it on the server's own machine, or give
the server a certificate (auth.insecure).</p></html>`;

export type DeskPorts = Readonly<{ deskDir: string; trust: Trust; random: RandomBytes }>;

/** Serves the built desk: its page with a fresh nonce and never stored, its hashed files for ever. */
export function deskFiles(app: FastifyInstance, { deskDir, trust, random }: DeskPorts): void {
  const page = join(deskDir, 'index.html');
  if (existsSync(deskDir))
    app.register(fastifyStatic, { root: deskDir, index: false, cacheControl: false, setHeaders: cacheByName(deskDir) });

  for (const url of ['/', '/index.html']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
      if (!trust.secure(request.headers.host, schemeOf(request.raw.socket))) return reply.code(403).send(insecurePage);
      if (!existsSync(page)) return reply.callNotFound();
      const nonce = newSecret(random);
      reply.header('content-security-policy', deskPolicy(nonce));
      return readFileSync(page, 'utf8').replaceAll(NONCE_PLACE, nonce);
    });
  }
}

type Headers = Readonly<{ setHeader(name: string, value: string): unknown }>;

/** Names in `assets/` carry a hash of what is in them. */
const cacheByName = (deskDir: string) => (reply: Headers, path: string) => {
  const hashed = /^assets[\\/]/.test(relative(deskDir, path));
  reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
};
