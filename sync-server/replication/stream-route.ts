import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Heads } from '../../contract/replication.ts';
import type { CredentialWatch } from '../credentials/credential-watch.ts';
import { type Auth, openedByMember } from '../http/auth.ts';
import { describe } from '../http/describe.ts';
import { HttpFailure } from '../http/http-failure.ts';
import type { Pokes } from './pokes.ts';

const pingEveryMs = 15_000;
/** Of one process; each costs a socket. */
const maxStreams = 1_000;
/** A desk that does not read is let go: it catches up when it is back. */
const maxUnreadBytes = 256 * 1024;

export type Streams = Readonly<{ /** Ends every stream; none is opened after. */ stop(): void }>;

export type StreamPorts = Readonly<{
  auth: Auth;
  pokes: Pokes;
  /** Ends the stream of a member whose token is not theirs any more. */
  watch: CredentialWatch['watch'];
  opened(count: number): void;
  log: Logger;
  /** How many at once; `maxStreams` unless said. */
  most?: number;
}>;

/** The live stream: Server-Sent Events whose data are heads. All on connect, then those that moved; a comment every 15 s. */
export function streamRoute(app: FastifyInstance, { auth, pokes, watch, opened, log, most = maxStreams }: StreamPorts): Streams {
  const open = new Set<FastifyReply>();
  let stopped = false;
  const about = describe({
    summary: 'Server-Sent Events: the heads of collections that moved',
    tag: 'desk',
    opens: 'member',
    answerType: 'text/event-stream',
  });

  app.get('/v1/replication/stream', { ...about, onRequest: auth.member }, async (request, reply) => {
    if (stopped || open.size >= most) throw new HttpFailure('server.busy');
    const member = auth.memberOf(request);
    begin(reply);
    if (reply.raw.destroyed) return; // it left while its credential was looked at: no `close` would come any more
    open.add(reply);
    opened(open.size);
    const ping = setInterval(() => write(reply, ': ping\n\n'), pingEveryMs);
    const following = follow(member.workspace, reply);
    const forget = watch(openedByMember(member), () => reply.raw.destroy());
    reply.raw.on('close', () => {
      clearInterval(ping);
      forget();
      open.delete(reply);
      opened(open.size);
      void following.then((end) => end?.());
    });
  });

  /** Resolves with what ends it. Where the heads cannot be read the stream ends, and the desk comes again by itself. */
  async function follow(workspace: string, reply: FastifyReply): Promise<(() => void) | undefined> {
    try {
      return await pokes.follow(workspace, (heads) => write(reply, eventOf(heads)));
    } catch (error) {
      log.error({ err: error }, 'heads could not be read');
      reply.raw.end();
      return undefined;
    }
  }

  return {
    stop: () => {
      stopped = true;
      for (const reply of open) reply.raw.end();
    },
  };
}

/** Takes the connection out of fastify's hands, with the headers that its hooks have set. */
function begin(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  reply.raw.flushHeaders();
}

function write({ raw }: FastifyReply, text: string): void {
  if (raw.writableLength > maxUnreadBytes) raw.destroy();
  else if (!raw.writableEnded) raw.write(text);
}

const eventOf = (heads: Heads) => `data: ${JSON.stringify(heads)}\n\n`;
