import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from '../../contract/zod.ts';
import { parseStrictJson } from '../strict-json.ts';
import { countedBody, gunzippedBody } from './counted-body.ts';
import { HttpFailure } from './http-failure.ts';

/** No body of ours nests this deep; deeper ones are refused before anything walks over them. */
const maxDepth = 500;

/** The coding of a body (RFC 9110, 8.4); empty is none. */
const codings = new Map<string, 'gzip' | 'identity'>([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
]);

/**
 * Bodies arrive as bytes and are parsed by their route. One that is gzipped is gunzipped as it comes, and cut off where what comes out
 * is above the route's limit; other codings are refused before anything is read.
 */
export function takeBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.method === 'GET' || codingOf(request) === 'identity') return payload;
    const { bodyLimit } = request.routeOptions;
    let length = 0;
    return countedBody(gunzippedBody(payload), (bytes) => {
      length += bytes;
      return length > bodyLimit ? new HttpFailure('request.tooLarge') : undefined;
    });
  });
}

function codingOf({ headers }: FastifyRequest): 'gzip' | 'identity' {
  const coding = codings.get((headers['content-encoding'] ?? '').trim().toLowerCase());
  if (coding === undefined) throw new HttpFailure('request.mediaType', 'content-encoding');
  return coding;
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
