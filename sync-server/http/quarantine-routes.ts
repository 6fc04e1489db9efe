import type { FastifyInstance } from 'fastify';
import { Hash } from '../../contract/identifier.ts';
import { InspectedPacket, PacketReleased, PacketReplay, QuarantinePage, QuarantineQuery } from '../../contract/quarantine.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure, isHttpCode } from './http-failure.ts';
import type { Answer, Quarantine } from './quarantine.ts';
import { jsonOf, parsed } from './request-body.ts';

const Params = z.strictObject({ id: Hash });

export type QuarantineRoutePorts = Readonly<{ auth: Auth; quarantine: Quarantine }>;

/** What could not become an event: to be looked at, corrected, sent again or thrown away by a member of its workspace (I9). */
export function quarantineRoutes(app: FastifyInstance, { auth, quarantine }: QuarantineRoutePorts): void {
  const route = { tag: 'quarantine', opens: 'member' } as const;
  const byMember = { onRequest: auth.member };

  const list = describe({ ...route, summary: 'Messages in quarantine, newest first', query: QuarantineQuery, answer: QuarantinePage });
  app.get(
    '/v1/quarantine',
    { ...list, ...byMember },
    (request): Promise<QuarantinePage> => quarantine.list(auth.memberOf(request).workspace, parsed(QuarantineQuery, request.query)),
  );

  const inspect = describe({
    ...route,
    summary: 'One message in quarantine, and what keeps it from being an event now',
    params: Params,
    answer: InspectedPacket,
  });
  app.get('/v1/quarantine/:id', { ...inspect, ...byMember }, async (request): Promise<InspectedPacket> => {
    const inspected = await quarantine.inspect(auth.memberOf(request).workspace, parsed(Params, request.params).id);
    if (!inspected) throw new HttpFailure('quarantine.unknown');
    return inspected;
  });

  const replay = describe({
    ...route,
    summary: "Makes a message in quarantine an event of its client: as it came, or with `event` in its body's place",
    params: Params,
    body: PacketReplay,
    answer: PacketReleased,
  });
  app.post('/v1/quarantine/:id/replay', { ...replay, ...byMember }, async (request): Promise<PacketReleased> => {
    const { event } = parsed(PacketReplay, jsonOf(request.body));
    const corrected = event === undefined ? undefined : Buffer.from(JSON.stringify(event));
    return orFailure(await quarantine.replay(auth.memberOf(request), parsed(Params, request.params).id, corrected));
  });

  const discard = describe({ ...route, summary: 'Throws a message in quarantine away', params: Params, answer: PacketReleased });
  app.post(
    '/v1/quarantine/:id/discard',
    { ...discard, ...byMember },
    async (request): Promise<PacketReleased> =>
      orFailure(await quarantine.discard(auth.memberOf(request), parsed(Params, request.params).id)),
  );
}

function orFailure(answer: Answer): PacketReleased {
  if (answer.ok) return answer.value;
  throw new HttpFailure(isHttpCode(answer.code) ? answer.code : 'server.failed', answer.field);
}
