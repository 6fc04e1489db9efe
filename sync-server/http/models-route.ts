import type { FastifyInstance } from 'fastify';
import { Hash } from '../../contract/identifier.ts';
import { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import { z } from '../../contract/zod.ts';
import type { Models } from '../store/port/models.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { parsed } from './request-body.ts';

const Params = z.strictObject({ hash: Hash });
/** Its name is its content's hash, so it never changes; it is the shop's own, so no shared cache keeps it. */
const forEver = 'private, max-age=31536000, immutable';

export type ModelsPorts = Readonly<{
  auth: Auth;
  store: Readonly<{ models: Pick<Models, 'read'> }>;
  /** Makes a neighbour file of everything that is known now; resolves with the card that counts then. */
  learnNow(workspace: string): Promise<NeighboursCard>;
}>;

/** `GET /v1/models/{hash}`: a learned file as it was made. Its reader checks the hash. */
export function modelsRoute(app: FastifyInstance, { auth, store, learnNow }: ModelsPorts): void {
  const about = describe({
    summary: 'A learned file that a document of `policy` names by its hash; the newest few of each kind are kept',
    tag: 'desk',
    opens: 'member',
    params: Params,
    answerType: 'application/octet-stream',
  });
  app.get('/v1/models/:hash', { ...about, onRequest: auth.member }, async (request, reply) => {
    const { hash } = parsed(Params, request.params);
    const model = await store.models.read(auth.memberOf(request).workspace, hash);
    if (!model) throw new HttpFailure('model.unknown');
    const { buffer, byteOffset, byteLength } = model.bytes;
    return reply
      .header('cache-control', forEver)
      .type('application/octet-stream')
      .send(Buffer.from(buffer, byteOffset, byteLength));
  });

  const learn = describe({
    summary: 'Learns what goes together from everything that is known now, and publishes it; answers which file counts then',
    tag: 'desk',
    opens: 'member',
    answer: NeighboursCard,
  });
  app.post('/v1/models/neighbours', { ...learn, onRequest: auth.member }, (request) => learnNow(auth.memberOf(request).workspace));
}
