import { BehaviorSubject, map } from 'rxjs';
import type { Person } from '../../contract/person.ts';
import { applyConsentAct, type ConsentAct } from '../../domain/consent/apply-consent-act.ts';
import { newPerson } from '../../domain/person/fold-person.ts';
import { consentTaskPage } from '../replica/consents/consent-task-page.ts';
import { personConsents } from '../replica/consents/consent-views.ts';
import type { Desk } from '../replica/desk.ts';

type DemoConsents = Pick<
  Desk,
  | 'consentTasks$'
  | 'personConsents$'
  | 'recordConsent'
  | 'noteNotices'
  | 'reconfirmConsents'
  | 'sendNotices'
  | 'markMinor'
  | 'recordPurchase'
  | 'consentHistory'
>;
type Persons = ReadonlyMap<string, Person>;

/** A ledger of consents over invented people, by the rules of the real one. */
export function demoConsents(first: Persons, leadOf: (userId: string) => string | undefined, now: () => number): DemoConsents {
  const persons$ = new BehaviorSubject<Persons>(first);
  let written = 0;
  const knownBy = (persons: Persons) => ({ people: () => persons, writing: () => new Map<string, Person>() });
  const write = async (act: ConsentAct) => {
    const persons = persons$.value;
    const stamp = { factId: `demo-${++written}`, at: now(), receivedAt: now() };
    const next = applyConsentAct(persons.get(act.userId) ?? newPerson(act.userId), act, stamp);
    persons$.next(new Map([...persons, [act.userId, next]]));
  };
  return {
    consentTasks$: (query) => persons$.pipe(map((persons) => consentTaskPage({ ...knownBy(persons), leadOf }, query, now()))),
    personConsents$: (userId) => persons$.pipe(map((persons) => personConsents(knownBy(persons), userId))),
    recordConsent: (said) => write({ kind: 'recordConsent', ...said }),
    noteNotices: async (all) => {
      for (const told of all) await write({ kind: 'noteNotice', ...told });
    },
    reconfirmConsents: async (all) => {
      for (const answer of all) await write({ kind: 'reconfirmConsent', ...answer });
    },
    sendNotices: async (notices) => {
      for (const notice of notices) await write({ kind: 'noteNotice', ...notice, at: now() });
    },
    markMinor: ({ userId, under14, guardianEvidence }) =>
      write({ kind: 'markMinor', userId, under14, guardianAgreed: guardianEvidence !== undefined }),
    recordPurchase: (purchase) => write({ kind: 'recordPurchase', ...purchase }),
    consentHistory: async (userId) => ({
      entries: [...(persons$.value.get(userId)?.words ?? persons$.value.get(userId)?.consents ?? [])].reverse().map((word, index) => ({
        ...{ factId: word.factId, position: index + 1, did: word.granted ? ('granted' as const) : ('withdrawn' as const) },
        ...{ at: word.at, receivedAt: word.at, via: 'chat' as const, by: 'chatbot', purpose: word.purpose, channel: word.channel },
        evidence: word.granted ? '네, 소식 받을게요' : '이제 그만 보내 주세요',
      })),
      isWhole: true,
    }),
  };
}
