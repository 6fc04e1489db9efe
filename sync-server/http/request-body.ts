import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { z } from '../../contract/zod.ts';
import { parseStrictJson } from '../strict-json.ts';
import { HttpFailure } from './http-failure.ts';

/** No body of ours nests this deep; deeper ones are refused before anything walks over them. */
const maxDepth = 500;

/** Bodies arrive as bytes, gunzipped where they say so (the limit is of what comes out), and are parsed by their route. */
export function takeBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.headers['content-encoding'] !== 'gzip') return payload;
    const plain: Readable & { receivedEncodedLength?: number } = payload.pipe(createGunzip());
    payload.on('data', (chunk: Buffer) => {
      plain.receivedEncodedLength = (plain.receivedEncodedLength ?? 0) + chunk.length;
    });
    payload.on('error', (error) => plain.destroy(error));
    return plain;
  });
}

/** The JSON of a body, strictly read. */
export function jsonOf(body: unknown): unknown {
  const json = parseStrictJson(Buffer.isBuffer(body) ? body : Buffer.alloc(0), maxDepth);
  if (!json.ok) throw new HttpFailure('request.schema', json.reason);
  return json.value;
}

/** Parses what came from outside, or names the field that is wrong (I11: never its value). */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpFailure('request.schema', result.error.issues[0]?.path.join('.') || undefined);
}
