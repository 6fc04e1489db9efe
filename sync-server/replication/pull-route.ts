import type { FastifyInstance } from 'fastify';
import { Collection } from '../../contract/collection.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { type Checkpoint, type PulledDocument, PullPage, PullQuery } from '../../contract/replication.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from '../http/auth.ts';
import { describe } from '../http/describe.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { parsed } from '../http/request-body.ts';
import type { Feed, FeedPage } from '../store/port/feed.ts';

const Params = z.strictObject({ collection: Collection });

/** A request, as its router has taken it apart. */
type Asked = Readonly<{ params: unknown; query: unknown }>;

/** Pull: one page of a collection after a checkpoint, of the workspace the credential is of (I9). */
export function pullRoute(app: FastifyInstance, { auth, feed }: Readonly<{ auth: Auth; feed: Feed }>): void {
  const about = describe({
    summary: 'Documents of a collection changed after a checkpoint',
    tag: 'desk',
    opens: 'member',
    params: Params,
    query: PullQuery,
    answer: PullPage,
  });
  app.get('/v1/replication/:collection', { ...about, onRequest: auth.member }, (request) =>
    answerPull(feed, auth.memberOf(request).workspace, request),
  );
}

/** A page of a workspace's feed. Throws the `HttpFailure` that a pull is refused with. */
export async function answerPull(feed: Pick<Feed, 'pull'>, workspace: string, { params, query }: Asked): Promise<PullPage> {
  const { collection } = parsed(Params, params);
  const { epoch, after, limit } = parsed(PullQuery, query);
  const page = await feed.pull(workspace, collection, checkpointOf(epoch, after), limit);
  if (page === 'resync') throw new HttpFailure('replication.resync');
  const { documents, ...where } = page;
  return { protocol: PROTOCOL_VERSION, documents: documents.map(toPulled), ...where };
}

function checkpointOf(epoch: string | undefined, seq: number | undefined): Checkpoint | undefined {
  if (epoch === undefined && seq === undefined) return undefined;
  if (epoch === undefined || seq === undefined) throw new HttpFailure('request.schema', epoch === undefined ? 'epoch' : 'after');
  return { epoch, seq };
}

const toPulled = (document: FeedPage['documents'][number]): PulledDocument =>
  'deleted' in document ? { id: document.id, _deleted: true } : { ...document, _deleted: false };
