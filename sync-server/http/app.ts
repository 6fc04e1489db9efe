import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { deskPolicy } from '../../contract/desk-page.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { apiDescription, type DescriptionPorts } from './api-description.ts';
import { answerFailures, answerUnrouted, HttpFailure } from './http-failure.ts';
import { takeBodiesAsBytes } from './request-body.ts';
import { schemeOf, type Trust } from './trust.ts';

const maxBodyBytes = 1024 * 1024;
/** The longest id in a path is a lead's: two of 64 characters, each of which may come escaped. */
const maxParamLength = 3 * (2 * 64 + 1);
/** How long a request may take to arrive; a stream is an answer. */
const requestMs = 60_000;
/** Wrong credentials of one address in a minute; right ones are never counted. */
const failures = { max: 60, timeWindow: 60_000 };

export type AppPorts = DescriptionPorts & Readonly<{ trust: Trust; log: Logger }>;

export type App = Readonly<{
  app: FastifyInstance;
  /** Counts a wrong credential; says for how many seconds its address has to wait where it has shown too many. */
  countFailure(request: FastifyRequest): Promise<number | undefined>;
}>;

/** Fastify with what every route has in common: Host and Origin check, security headers, strict bodies, coded failures. */
export async function createApp({ trust, log, ...description }: AppPorts): Promise<App> {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestMs,
    exposeHeadRoutes: false,
    trustProxy: false,
    routerOptions: { maxParamLength },
    frameworkErrors: answerUnrouted,
  });
  answerFailures(app, log);
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  takeBodiesAsBytes(app);

  app.addHook('onRequest', async (request) => {
    // Read here, it is still known when the connection breaks before the limits ask for it.
    if (request.socket.remoteAddress === undefined) throw new HttpFailure('request.schema');
    if (!trust.trusts(request.headers.host, request.headers.origin, schemeOf(request.raw.socket))) throw new HttpFailure('auth.origin');
    const spoken = request.headers[PROTOCOL_HEADER];
    if (spoken !== undefined && spoken !== String(PROTOCOL_VERSION)) throw new HttpFailure('protocol.outdated');
  });
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false, crossOriginEmbedderPolicy: false });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', deskPolicy());
    if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
  });
  await app.register(rateLimit, { global: false });
  const limit = app.createRateLimit(failures);
  await apiDescription(app, description);
  return {
    app,
    countFailure: async (request) => {
      const counted = await limit(request);
      return !counted.isAllowed && counted.isExceeded ? counted.ttlInSeconds : undefined;
    },
  };
}
