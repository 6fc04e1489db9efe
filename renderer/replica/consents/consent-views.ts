import type { Person } from '../../../contract/person.ts';
import { confirmedAfter, reconfirmDay } from '../../../domain/consent/consent-standing.ts';
import { untoldWords } from '../../../domain/consent/untold-words.ts';
import type { PersonConsents } from '../desk/person-consents.ts';
import type { View } from '../view.ts';

/** People as they are kept, and those whose ledger is being written here. */
export type Known = Readonly<{ people: () => ReadonlyMap<string, Person>; writing: () => ReadonlyMap<string, Person> }>;

export const peopleIn = (view: Pick<View, 'documents' | 'overlay' | 'indexes'>) => ({
  people: () => view.documents.of('person'),
  writing: () => view.overlay().persons,
  leadOf: (userId: string): string | undefined => [...view.indexes.leadsOfUser.of(userId)][0],
});

/** How somebody stands to advertising, as this desk shows it; undefined for nobody we know. */
export function personConsents({ people, writing }: Known, userId: string): PersonConsents | undefined {
  const person = writing().get(userId) ?? people().get(userId);
  if (!person) return undefined;
  const { words = [], notices = [], transactions = [], minor } = person;
  return {
    ...{ userId, ...namesOf(person) },
    states: person.consents.map((state) => {
      const confirmedAt = confirmedAfter(person, state);
      const dates = {
        ...(confirmedAt !== undefined && { confirmedAt }),
        ...(state.granted && { reconfirmBy: reconfirmDay(state, confirmedAt) }),
      };
      return { ...state, ...dates };
    }),
    ...{ words, notices, transactions, untold: untoldWords(person) },
    ...(minor && { minor }),
    pending: writing().has(userId),
  };
}

const namesOf = ({ name }: Person) => (name ? { name: name.value } : {});
