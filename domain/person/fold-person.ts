import type { Consented } from '../../contract/consented.ts';
import type { ConsentState, Person, Said } from '../../contract/person.ts';
import { newestConsents } from '../consent/newest-consent.ts';
import { withWord } from '../consent/untold-words.ts';
import { newer, type Stamp } from '../order.ts';

export const newPerson = (userId: string): Person => ({ id: userId, consents: [] });

/** What one `identified` fact said; a field it left out stays as it was. */
export type IdentityFact = Stamp & Readonly<{ name?: string | undefined; phone?: string | undefined; kakaoUuid?: string | undefined }>;

/** Each field is the newest that was said about it, by `(at, factId)`: any order gives the same person. */
export function foldIdentity(person: Person, { at, factId, ...fields }: IdentityFact): Person {
  const next: Person = { ...person };
  for (const field of ['name', 'phone', 'kakaoUuid'] as const) {
    const value = fields[field];
    if (value !== undefined) next[field] = newestSaid(person[field], { value, at, factId });
  }
  return next;
}

export type ConsentFact = Stamp & Pick<Consented, 'purpose' | 'channel' | 'granted'>;

export const foldConsent = (person: Person, consent: ConsentFact): Person => ({
  ...withWord(person, toState(consent)),
  consents: newestConsents(person.consents, toState(consent)),
});

const newestSaid = (old: Said | undefined, said: Said): Said => (old && newer(old, said) ? old : said);

const toState = ({ purpose, channel, granted, at, factId }: ConsentFact): ConsentState => ({ purpose, channel, granted, at, factId });
