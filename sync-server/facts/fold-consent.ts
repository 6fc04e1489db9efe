import type { Channel } from '../../contract/consented.ts';
import { applyConsentAct, type ConsentAct } from '../../domain/consent/apply-consent-act.ts';
import { foldConsent, newPerson } from '../../domain/person/fold-person.ts';
import type { CommandBody, CommandFact } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';

type StoredConsentAct = Extract<CommandBody['act'], { kind: ConsentAct['kind'] }>;
type OptedOut = Extract<CommandBody['effect'], { kind: 'optedOut' }>;

/** What a provider's opt-out list closes: it says that a number wants no advertising, not on which channel. */
const channels: readonly Channel[] = ['kakao', 'sms'];

export const isConsentAct = (act: CommandBody['act']): act is StoredConsentAct =>
  act.kind === 'recordConsent' ||
  act.kind === 'noteNotice' ||
  act.kind === 'reconfirmConsent' ||
  act.kind === 'markMinor' ||
  act.kind === 'recordPurchase';

/** Whose ledger it writes into. */
export function peopleOfConsent({ act, effect }: CommandBody): readonly string[] {
  if (isConsentAct(act)) return [act.userId];
  return effect?.kind === 'optedOut' ? [...new Set(effect.people.map(({ userId }) => userId))] : [];
}

export function needsOfConsent({ act, effect }: CommandBody, needs: Needs): void {
  if (isConsentAct(act)) needs.add('person', act.userId);
  if (effect?.kind !== 'optedOut') return;
  for (const { userId } of effect.people) needs.add('person', userId);
  for (const { id } of effect.numbers) needs.add('numberOptOut', id);
}

/** Writes an act into a person's ledger, by its own time: it commutes with everything that chats say (I2, I12). */
export function foldConsentAct(documents: Documents, { factId, at, receivedAt, by, body }: CommandFact, act: StoredConsentAct): void {
  const known = documents.get('person', act.userId) ?? newPerson(act.userId);
  const guardianAgreed = body.effect?.kind === 'minorMarked' && body.effect.guardianAgreed;
  const judged: ConsentAct = act.kind === 'markMinor' ? { ...act, guardianAgreed } : act;
  documents.put('person', applyConsentAct(known, judged, { factId, at, receivedAt }));
  documents.put('activity', { ...{ id: factId, kind: 'consentNoted', at, by, userId: act.userId }, ...tellingOf(judged) });
}

/** What the audit tells of it; the evidence is in the log alone. */
function tellingOf(act: ConsentAct) {
  switch (act.kind) {
    case 'recordConsent':
      return { did: act.granted ? ('granted' as const) : ('withdrawn' as const), purpose: act.purpose, channel: act.channel };
    case 'reconfirmConsent':
      return { did: act.kept ? ('kept' as const) : ('withdrawn' as const), purpose: act.purpose, channel: act.channel };
    case 'noteNotice':
      return { did: 'noticed' as const };
    case 'markMinor':
      return { did: act.under14 ? (act.guardianAgreed ? ('guardianAgreed' as const) : ('under14' as const)) : ('notUnder14' as const) };
    case 'recordPurchase':
      return { did: 'purchased' as const };
  }
}

/** Withdraws for everybody who had one of the numbers, and remembers those that nobody had. */
export function foldOptOuts(documents: Documents, { factId, at, by }: CommandFact, { people, numbers }: OptedOut): void {
  for (const { userId, at: withdrawnAt } of people) {
    const withdrawal = { purpose: 'ad' as const, granted: false, at: withdrawnAt, factId };
    const known = documents.get('person', userId) ?? newPerson(userId);
    documents.put(
      'person',
      channels.reduce((person, channel) => foldConsent(person, { ...withdrawal, channel }), known),
    );
  }
  for (const { id, at: withdrawnAt } of numbers) {
    const old = documents.get('numberOptOut', id);
    if (!old || old.at < withdrawnAt) documents.put('numberOptOut', { id, at: withdrawnAt, factId });
  }
  documents.put('activity', { id: factId, kind: 'optOutsImported', at, by, numbers: numbers.length, people: people.length });
}
