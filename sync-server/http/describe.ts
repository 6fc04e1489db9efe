import type { FastifySchema } from 'fastify';
import { FailureBody } from '../../contract/failure.ts';
import { z } from '../../contract/zod.ts';

export type Description = Readonly<{
  summary: string;
  tag: 'chat clients' | 'desk' | 'leads' | 'people' | 'quarantine' | 'operation';
  opens?: 'member' | 'client' | 'operator';
  params?: z.ZodType;
  query?: z.ZodType;
  /** Request headers that the route reads. */
  headers?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** Of an answer that is no JSON. */
  answerType?: 'text/event-stream' | 'text/plain' | 'application/octet-stream';
  answerHeaders?: Readonly<Record<string, Readonly<{ type: 'string'; description: string }>>>;
}>;

/**
 * A route's entry in the API description, made from the very schemas that its handler parses with. Fastify itself neither
 * validates nor serialises by it.
 */
export function describe({
  summary,
  tag,
  opens,
  params,
  query,
  headers,
  body,
  ...answered
}: Description): Readonly<{ schema: FastifySchema }> {
  const schema = {
    summary,
    tags: [tag],
    ...(opens && { security: [{ [opens]: [] }] }),
    ...(params && { params: jsonSchema(params) }),
    ...(query && { querystring: jsonSchema(query) }),
    ...(headers && { headers: jsonSchema(headers) }),
    ...(body && { body: jsonSchema(body) }),
    response: { 200: answerOf(answered), '4xx': failure, '5xx': failure },
  };
  return { schema };
}

const failure = { 'x-response-description': 'A failure, by its code', ...jsonSchema(FailureBody) };

type Answered = Pick<Description, 'answer' | 'answerType' | 'answerHeaders'>;

function answerOf({ answer, answerType, answerHeaders }: Answered): object {
  const described = { 'x-response-description': 'Done', ...(answerHeaders && { headers: answerHeaders }) };
  if (answerType !== undefined)
    return {
      ...described,
      content: { [answerType]: { schema: { type: 'string', ...(answerType === 'application/octet-stream' && { format: 'binary' }) } } },
    };
  return { ...described, ...(answer && jsonSchema(answer)) };
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
