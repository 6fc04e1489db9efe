import type { ConsentState, Person } from '../../../contract/person.ts';
import { hasConsent, newestConsents } from '../../../domain/consent/newest-consent.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** I8: nothing is intended for somebody whose newest word in the log, up to there, is no consent. From the log alone, in its order. */
export function withdrawalsHeard({ facts }: ServerState): Finding[] {
  const said = new Map<string, ConsentState[]>();
  return facts().flatMap((fact): Finding[] => {
    const { body } = fact;
    if (fact.kind === 'event' && 'kind' in body && body.kind === 'consented') {
      const { userId, purpose, channel, granted } = body;
      said.set(userId, newestConsents(said.get(userId) ?? [], { purpose, channel, granted, at: fact.at, factId: fact.factId }));
    }
    if (fact.kind !== 'dispatch' || fact.body.step !== 'committed') return [];
    const { userId, itemId } = fact.body;
    const person = { consents: said.get(userId) ?? [] } as unknown as Person;
    return hasConsent(person, 'ad', 'kakao')
      ? []
      : [{ invariant: 'I8', what: `item ${itemId} was meant for ${userId}, who had withdrawn before` }];
  });
}
