import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, parseUsername } from '../../contract/topics.ts';
import type { OpenedBy } from '../credentials/credential-watch.ts';
import { sameSecret, secretHash } from '../secret.ts';
import type { Credentials } from '../store/port/credentials.ts';
import { HttpFailure } from './http-failure.ts';
import type { Member, SessionTokens } from './session-token.ts';

export type Auth = Readonly<{
  /** Hooks that run before a body is read; a credential of the other kind opens nothing (I9). */
  member: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  client: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Our own programs, on the server itself. */
  operator: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Who the hook let in. */
  memberOf(request: FastifyRequest): Member;
  clientOf(request: FastifyRequest): Principal;
}>;

export type AuthPorts = Readonly<{
  credentials: Credentials;
  tokens: SessionTokens;
  operatorToken: string;
  /** Counts a failed attempt of this address; says for how many seconds it has to wait where there were too many. */
  countFailure(request: FastifyRequest): Promise<number | undefined>;
}>;

export function createAuth({ credentials, tokens, operatorToken, countFailure }: AuthPorts): Auth {
  const members = new WeakMap<FastifyRequest, Member>();
  const clients = new WeakMap<FastifyRequest, Principal>();

  const refuse = async (request: FastifyRequest, reply: FastifyReply, scheme: string): Promise<never> => {
    const waitSeconds = await countFailure(request);
    if (waitSeconds !== undefined) {
      reply.header('retry-after', waitSeconds);
      throw new HttpFailure('request.tooMany');
    }
    reply.header('www-authenticate', scheme);
    throw new HttpFailure(request.headers.authorization === undefined ? 'auth.missing' : 'auth.invalid');
  };

  return {
    member: async (request, reply) => {
      const token = bearerOf(request);
      const member = token && ((await memberOfToken(token, credentials)) ?? (await tokens.memberOf(token)));
      if (!member) return refuse(request, reply, 'Bearer');
      members.set(request, member);
    },
    client: async (request, reply) => {
      const principal = await principalOf(request.headers.authorization, credentials);
      if (!principal) return refuse(request, reply, 'Basic realm="talklens", charset="UTF-8"');
      clients.set(request, principal);
    },
    operator: async (request, reply) => {
      const token = bearerOf(request) ?? '';
      if (!isOfThisMachine(request) || !sameSecret(secretHash(token), secretHash(operatorToken))) return refuse(request, reply, 'Bearer');
    },
    memberOf: (request) => known(members.get(request)),
    clientOf: (request) => known(clients.get(request)),
  };
}

const bearerOf = ({ headers }: FastifyRequest) => /^Bearer ([\w.-]{1,400})$/i.exec(headers.authorization ?? '')?.[1];

async function memberOfToken(token: string, credentials: Credentials): Promise<Member | undefined> {
  const member = await credentials.memberOfToken(secretHash(token));
  return member && { ...member, secretHash: secretHash(token) };
}

/** The credential that this secret opens, if it is the client's; an unknown client has none. */
export async function openedByClient(
  credentials: Credentials,
  { workspace, client }: Principal,
  secret: string,
): Promise<OpenedBy | undefined> {
  const credential = { workspace, kind: 'client', name: client } as const;
  const stored = await credentials.secretHash(credential);
  return stored !== undefined && sameSecret(stored, secretHash(secret)) ? { ...credential, secretHash: stored } : undefined;
}

/** The credential that let a member in. */
export const openedByMember = ({ workspace, member, secretHash }: Member): OpenedBy => ({
  workspace,
  kind: 'member',
  name: member,
  secretHash,
});

/** Reads `Basic base64(workspace/client:secret)` (RFC 7617). */
async function principalOf(header: string | undefined, credentials: Credentials): Promise<Principal | undefined> {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const principal = parseUsername(text.slice(0, Math.max(colon, 0)));
  return principal && (await openedByClient(credentials, principal, text.slice(colon + 1))) ? principal : undefined;
}

/** From loopback, or to an address of this machine from the same one. */
const isOfThisMachine = ({ socket, ip }: FastifyRequest) => isLoopback(ip) || socket.remoteAddress === socket.localAddress;

export const isLoopback = (address: string) => ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);

function known<T>(value: T | undefined): T {
  if (!value) throw new Error('the route has no auth hook');
  return value;
}
