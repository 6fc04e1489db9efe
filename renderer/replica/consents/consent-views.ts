import type { Person } from '../../../contract/person.ts';
import { confirmedAfter, reconfirmDay } from '../../../domain/consent/consent-standing.ts';
import { consentTasks } from '../../../domain/consent/consent-tasks.ts';
import { untoldWords } from '../../../domain/consent/untold-words.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { ConsentTaskView, PersonConsents } from '../desk.ts';
import type { View } from '../view.ts';

/** People as they are kept, and those whose ledger is being written here. */
type Known = Readonly<{ people: () => ReadonlyMap<string, Person>; writing: () => ReadonlyMap<string, Person> }>;

export const peopleIn = (view: Pick<View, 'documents' | 'overlay'>): Known => ({
  people: () => view.documents.of('person'),
  writing: () => view.overlay().persons,
});

/** What the shop owes people as of `now`, the soonest due first. */
export function consentTasksIn(known: Known, now: number): readonly ConsentTaskView[] {
  return [...everybody(known)]
    .flatMap((person) => (mayOwe(person) ? consentTasks(person, now).map((task) => ({ ...task, ...namesOf(person) })) : []))
    .sort((a, b) => byCodeUnit(a.dueDay, b.dueDay) || byCodeUnit(a.userId, b.userId));
}

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

function* everybody({ people, writing }: Known): Iterable<Person> {
  const [kept, changed] = [people(), writing()];
  for (const [id, person] of kept) yield changed.get(id) ?? person;
  for (const [id, person] of changed) if (!kept.has(id)) yield person;
}

/** Most people of a shop never said anything about advertising. */
const mayOwe = ({ words, consents }: Person): boolean => words !== undefined || consents.length > 0;

const namesOf = ({ name }: Person) => (name ? { name: name.value } : {});
