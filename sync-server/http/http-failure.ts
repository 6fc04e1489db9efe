import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { FailureBody, FailureCode } from '../../contract/failure.ts';
import { isDamage, isStoreFailure } from '../store-failure.ts';

const statusOf = {
  'auth.missing': 401,
  'auth.invalid': 401,
  'auth.codeUsed': 401,
  'auth.origin': 403,
  'auth.insecure': 403,
  'request.schema': 400,
  'request.notFound': 404,
  'request.tooLarge': 413,
  'request.tooMany': 429,
  'request.preconditionFailed': 412,
  'request.nameTaken': 409,
  'quarantine.unknown': 404,
  'event.notUtf8': 422,
  'event.notJson': 422,
  'event.tooDeep': 422,
  'event.schema': 422,
  'event.unknownKind': 422,
  'event.idReused': 409,
  'request.ownerStays': 409,
  'request.mediaType': 415,
  'model.unknown': 404,
  'product.unknown': 404,
  'sending.noTest': 409,
  'content.empty': 422,
  'content.textTooLong': 422,
  'content.textLines': 422,
  'content.adMark': 422,
  'content.emptyVariable': 422,
  'content.unknownVariable': 422,
  'content.cards': 422,
  'content.price': 422,
  'content.discount': 422,
  'content.link': 422,
  'content.image': 422,
  'protocol.outdated': 426,
  'replication.resync': 409,
  'server.busy': 503,
  'server.backlog': 429,
  'server.storeFailed': 503,
  'store.damaged': 503,
  'server.failed': 500,
} as const satisfies Partial<Record<FailureCode, number>>;

export type HttpCode = keyof typeof statusOf;

/** Whether a failure can be the answer of a request. */
export const isHttpCode = (code: FailureCode): code is HttpCode => code in statusOf;

/** An expected failure of a request, thrown in its route and answered as a `FailureBody` with its status. */
export class HttpFailure extends Error {
  readonly code: HttpCode;
  readonly statusCode: number;
  readonly detail: string | undefined;

  /** @param detail names the field, never its value (I11) */
  constructor(code: HttpCode, detail?: string) {
    super(code);
    this.code = code;
    this.statusCode = statusOf[code];
    this.detail = detail;
  }
}

/** Answers every failure with a code: no stack, no message of a library, nothing of the payload (I11). */
export function answerFailures(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler<FastifyError | HttpFailure>((error, request, reply) => {
    const failure = error instanceof HttpFailure ? error : new HttpFailure(codeOf(error));
    if (failure.statusCode >= 500) log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    if (!isReadCheaply(request)) reply.header('connection', 'close');
    return reply.code(failure.statusCode).send(bodyOf(failure));
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(bodyOf(new HttpFailure('request.notFound'))));
}

/** No body of ours is longer; the rest of a shorter one is let pass by, so that the connection stays of use. */
const longestBodyBytes = 8 * 1024 * 1024;

function isReadCheaply({ raw, headers }: FastifyRequest): boolean {
  return raw.complete || Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= longestBodyBytes;
}

const bodyOf = ({ code, detail }: HttpFailure): FailureBody => ({ code, ...(detail !== undefined && { detail }) });

/** Answers what is refused before any route is found; fastify's own answer would repeat the address. */
export function answerUnrouted(error: FastifyError, _request: unknown, reply: Pick<FastifyReply, 'code'>): void {
  const failure = new HttpFailure(codeOf(error));
  void reply.code(failure.statusCode).send(bodyOf(failure));
}

/** What fastify itself refuses, by its status; whatever else was thrown is the store's or a defect. */
function codeOf(error: FastifyError): HttpCode {
  const { statusCode = 500 } = error;
  if (statusCode === 415) return 'request.mediaType';
  if (statusCode === 413) return 'request.tooLarge';
  if (statusCode === 429) return 'request.tooMany';
  if (statusCode < 500) return 'request.schema';
  if (isDamage(error)) return 'store.damaged';
  return isStoreFailure(error) ? 'server.storeFailed' : 'server.failed';
}
