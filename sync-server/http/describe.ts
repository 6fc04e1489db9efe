import type { FastifySchema } from 'fastify';
import { FailureBody } from '../../contract/failure.ts';
import { z } from '../../contract/zod.ts';

export type Description = Readonly<{
  summary: string;
  tag: 'chat clients' | 'desk' | 'leads' | 'operation';
  opens?: 'member' | 'client';
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
}>;

/**
 * A route's entry in the API description, made from the very schemas that its handler parses with. Fastify itself neither
 * validates nor serialises by it.
 */
export function describe({ summary, tag, opens, params, query, body, answer }: Description): Readonly<{ schema: FastifySchema }> {
  const schema = {
    summary,
    tags: [tag],
    ...(opens && { security: [{ [opens]: [] }] }),
    ...(params && { params: jsonSchema(params) }),
    ...(query && { querystring: jsonSchema(query) }),
    ...(body && { body: jsonSchema(body) }),
    response: { ...(answer && { 200: jsonSchema(answer) }), '4xx': jsonSchema(FailureBody) },
  };
  return { schema };
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
