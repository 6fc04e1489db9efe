import type { ConsentState } from '../../../contract/person.ts';
import { aPhone } from '../../../contract/testing/build-phone.ts';
import { newestConsents } from '../../../domain/consent/newest-consent.ts';
import type { CommandBody, PlacedFact } from '../../../sync-server/store/port/fact.ts';
import { users } from '../shop.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

type Said = ConsentState & Readonly<{ userId: string }>;

/**
 * I8: nothing is intended for somebody whose newest word in the log, up to there, is no consent: in the chat, written down by hand, or by a call of
 * the free number. From the log alone, in its order; who has a number is what the story says.
 */
export function withdrawalsHeard({ facts }: ServerState): Finding[] {
  const said = new Map<string, ConsentState[]>();
  const called = new Map<string, number>();
  return facts().flatMap((fact): Finding[] => {
    for (const { userId, ...state } of wordsOf(fact)) said.set(userId, newestConsents(said.get(userId) ?? [], state));
    for (const { userId, at } of callsOf(fact)) called.set(userId, Math.max(at, called.get(userId) ?? at));
    if (fact.kind !== 'dispatch' || fact.body.step !== 'committed') return [];
    const { userId, itemId } = fact.body;
    const own = said.get(userId)?.find(({ purpose, channel }) => purpose === 'ad' && channel === 'kakao');
    const isMeant = own?.granted === true && own.at > (called.get(userId) ?? Number.NEGATIVE_INFINITY);
    return isMeant ? [] : [{ invariant: 'I8', what: `item ${itemId} was meant for ${userId}, who had withdrawn before` }];
  });
}

function wordsOf(fact: PlacedFact): readonly Said[] {
  const { body, at, factId, receivedAt } = fact;
  if (fact.kind === 'event' && 'kind' in body && body.kind === 'consented') {
    const { userId, purpose, channel, granted } = body;
    return [{ userId, purpose, channel, granted, at, factId }];
  }
  if (fact.kind !== 'command' || fact.body.outcome.status === 'rejected' || fact.body.act.kind !== 'recordConsent') return [];
  const { userId, purpose, channel, granted, at: saidAt } = fact.body.act;
  return [{ userId, purpose, channel, granted, at: Math.min(saidAt, receivedAt), factId }];
}

/** Who called the free number, by the list as it was read; the log keeps its numbers apart. */
function callsOf({ kind, body, personal, receivedAt }: PlacedFact): readonly Readonly<{ userId: string; at: number }>[] {
  const { act } = body as CommandBody;
  if (kind !== 'command' || act.kind !== 'importOptOuts') return [];
  const numbers = personal.map(({ part }) => String((part as Readonly<{ number?: string }>).number));
  return numbers.flatMap((number, index) => {
    const at = Math.min(act.optOuts[index]?.at ?? receivedAt, receivedAt);
    return users.filter((userId) => isTheirs(number, userId)).map((userId) => ({ userId, at }));
  });
}

/** As a phone shows it or in E.164. */
const isTheirs = (number: string, userId: string): boolean => number.slice(-8) === aPhone(userId).replaceAll('-', '').slice(-8);
