import type { ConsentEntry } from '../../contract/consent-history.ts';
import type { CommandFact, EventFact, PlacedFact } from '../store/port/fact.ts';

type Placed<F> = F & Readonly<{ position: number }>;

/** What a fact says about the consents of one person; several lines where it speaks of several channels, none where it is about something else. */
export function toConsentEntries(fact: PlacedFact, userId: string): readonly ConsentEntry[] {
  if (fact.kind === 'event') return ofEvent(fact);
  return fact.kind === 'command' && fact.body.outcome.status !== 'rejected' ? ofCommand(fact, userId) : [];
}

function ofEvent(fact: Placed<EventFact>): readonly ConsentEntry[] {
  if (fact.body.kind !== 'consented') return [];
  const { purpose, channel, granted } = fact.body;
  return [{ ...headOf(fact), via: 'chat', at: fact.at, did: granted ? 'granted' : 'withdrawn', purpose, channel }];
}

function ofCommand(fact: Placed<CommandFact>, userId: string): readonly ConsentEntry[] {
  const { act, effect } = fact.body;
  const head = { ...headOf(fact), via: 'member' as const };
  const at = (said: number) => Math.min(said, fact.receivedAt);
  switch (act.kind) {
    case 'recordConsent':
      return [{ ...head, at: at(act.at), did: act.granted ? 'granted' : 'withdrawn', purpose: act.purpose, channel: act.channel }];
    case 'reconfirmConsent':
      return [{ ...head, at: at(act.at), did: act.kept ? 'kept' : 'withdrawn', purpose: act.purpose, channel: act.channel }];
    case 'noteNotice':
      return [{ ...head, at: at(act.at), did: 'noticed', consentFactId: act.consentFactId }];
    case 'markMinor': {
      const guardianAgreed = effect?.kind === 'minorMarked' && effect.guardianAgreed;
      return [{ ...head, at: fact.at, did: !act.under14 ? 'notUnder14' : guardianAgreed ? 'guardianAgreed' : 'under14' }];
    }
    case 'recordPurchase':
      return [{ ...head, at: at(act.endedAt), did: 'purchased', category: act.category }];
    case 'importOptOuts': {
      if (effect?.kind !== 'optedOut') return [];
      const named = effect.people.filter((person) => person.userId === userId);
      const channels = ['kakao', 'sms'] as const;
      return named.flatMap((person) =>
        channels.map((channel) => ({
          ...headOf(fact),
          ...{ via: 'provider' as const, at: person.at, did: 'withdrawn' as const, purpose: 'ad' as const, channel },
        })),
      );
    }
    default:
      return [];
  }
}

function headOf({ factId, position, receivedAt, by, personal }: PlacedFact) {
  const evidence = personal[0]?.part.evidence;
  return { factId, position, receivedAt, by, ...(evidence !== undefined && { evidence }) };
}
