import type { FastifyInstance } from 'fastify';
import { Collection } from '../../contract/collection.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { BucketNumber, BucketPage, BucketQuery } from '../../contract/replication.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from '../http/auth.ts';
import { describe } from '../http/describe.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { parsed } from '../http/request-body.ts';
import type { Feed } from '../store/port/feed.ts';

const Params = z.strictObject({ collection: Collection, bucket: BucketNumber });

/** A request, as its router has taken it apart. */
type Asked = Readonly<{ params: unknown; query: unknown }>;

type Ports = Readonly<{
  auth: Auth;
  feed: Pick<Feed, 'bucket'>;
  /** Told of each bucket that was given out. */
  repaired(collection: Collection): void;
}>;

/** One bucket of a collection, for a desk whose digest of it differs; of the workspace the credential is of (I9). */
export function bucketRoute(app: FastifyInstance, { auth, feed, repaired }: Ports): void {
  const about = describe({
    summary: 'One bucket of a collection, to compare with what a desk has',
    tag: 'desk',
    opens: 'member',
    params: Params,
    query: BucketQuery,
    answer: BucketPage,
  });
  app.get('/v1/replication/:collection/buckets/:bucket', { ...about, onRequest: auth.member }, async (request) => {
    const page = await answerBucket(feed, auth.memberOf(request).workspace, request);
    repaired(parsed(Params, request.params).collection);
    return page;
  });
}

/** Throws the `HttpFailure` that it is refused with. */
export async function answerBucket(feed: Pick<Feed, 'bucket'>, workspace: string, { params, query }: Asked): Promise<BucketPage> {
  const { collection, bucket } = parsed(Params, params);
  const { epoch, after } = parsed(BucketQuery, query);
  const found = await feed.bucket(workspace, collection, bucket, { epoch, seq: after });
  if (found === 'resync') throw new HttpFailure('replication.resync');
  const { documents, removed, digest } = found;
  return { protocol: PROTOCOL_VERSION, documents: [...documents], removed: [...removed], digest };
}
