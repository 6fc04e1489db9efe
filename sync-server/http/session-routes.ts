import type { FastifyInstance } from 'fastify';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { Session, SessionGranted, SessionRequest } from '../../contract/session.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { jsonOf, parsed } from './request-body.ts';
import type { SessionTokens } from './session-token.ts';

/** Codes are 256 random bits; this only keeps a guesser from costing us anything. */
const attempts = { max: 20, timeWindow: 60_000 };

export type SessionPorts = Readonly<{ auth: Auth; codes: OneTimeCodes; tokens: SessionTokens; version: string; now: () => number }>;

/** Signing a browser in: a one-time code for a token. No cookies. */
export function sessionRoutes(app: FastifyInstance, { auth, codes, tokens, version, now }: SessionPorts): void {
  const begin = describe({ summary: 'Exchanges a one-time code for a token', tag: 'desk', body: SessionRequest, answer: SessionGranted });
  app.post('/v1/session', { ...begin, config: { rateLimit: attempts } }, async (request): Promise<SessionGranted> => {
    const member = codes.redeem(parsed(SessionRequest, jsonOf(request.body)).code);
    const token = member && (await tokens.grant(member));
    if (token === undefined) throw new HttpFailure('auth.codeUsed');
    return { token };
  });

  const another = describe({ summary: 'A one-time code for another browser', tag: 'desk', opens: 'member', answer: SessionRequest });
  app.post('/v1/session/code', { ...another, onRequest: auth.member }, async (request) => ({ code: codes.issue(auth.memberOf(request)) }));

  const me = describe({ summary: 'Who the credential speaks for', tag: 'desk', opens: 'member', answer: Session });
  app.get('/v1/me', { ...me, onRequest: auth.member }, async (request): Promise<Session> => {
    const { workspace, member: name } = auth.memberOf(request);
    return { workspace, member: name, protocol: PROTOCOL_VERSION, version, now: now() };
  });
}
