import type { FastifyInstance } from 'fastify';
import { ConsentHistory } from '../../contract/consent-history.ts';
import { Identifier } from '../../contract/identifier.ts';
import { z } from '../../contract/zod.ts';
import type { Store } from '../store/port/store.ts';
import type { Auth } from './auth.ts';
import { toConsentEntries } from './consent-entries.ts';
import { describe } from './describe.ts';
import { parsed } from './request-body.ts';

const Params = z.strictObject({ id: Identifier });
/** More lines than anybody has, and than anybody would read. */
const mostFacts = 500;

export type PeoplePorts = Readonly<{ auth: Auth; store: Pick<Store, 'log'> }>;

/** What proves that somebody agreed to advertising, or did not: all of it, from the log itself (정보통신망법 제50조). */
export function peopleRoutes(app: FastifyInstance, { auth, store }: PeoplePorts): void {
  const consents = describe({
    tag: 'people',
    opens: 'member',
    summary: 'Everything somebody said about advertising, with what proves it, newest first',
    params: Params,
    answer: ConsentHistory,
  });
  app.get('/v1/people/:id/consents', { ...consents, onRequest: auth.member }, async (request): Promise<ConsentHistory> => {
    const { id } = parsed(Params, request.params);
    const facts = await store.log.ofLead(auth.memberOf(request).workspace, id, mostFacts);
    return { entries: facts.flatMap((fact) => toConsentEntries(fact, id)), isWhole: facts.length < mostFacts };
  });
}
