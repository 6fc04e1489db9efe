import { type ConsentState, mostWords, type Notice, type Person } from '../../contract/person.ts';
import { byCodeUnit, newer } from '../order.ts';

type Placed = Readonly<{ at: number }>;

/** The newest of what was said and what was told, whatever came first: so many of each, oldest first; of one key its newest, in whatever order both come. */
const newestOf = <T extends Placed>(all: readonly T[], keyOf: (each: T) => string): T[] => {
  const oldestFirst = [...all].sort((a, b) => a.at - b.at || byCodeUnit(keyOf(a), keyOf(b)));
  const newest = new Map(oldestFirst.map((each) => [keyOf(each), each]));
  return oldestFirst.filter((each) => newest.get(keyOf(each)) === each).slice(-mostWords);
};

const keyOfWord = ({ factId, purpose, channel }: ConsentState) => `${factId}~${purpose}~${channel}`;

export const withWord = (person: Person, word: ConsentState): Person => ({
  ...person,
  words: newestOf([...(person.words ?? []), word], keyOfWord),
});

/** A word that is told twice is told the newer time: as many words as are kept can be told, however often each is. */
export function withNotice(person: Person, notice: Notice): Person {
  const all = person.notices ?? [];
  const before = all.find(({ consentFactId }) => consentFactId === notice.consentFactId);
  const told = before && newer(before, notice) ? before : notice;
  const others = all.filter((each) => each !== before);
  return { ...person, notices: newestOf([...others, told], ({ consentFactId }) => consentFactId) };
}

/** What a person said about advertising and was not told the result of yet, oldest first. */
export function untoldWords({ words = [], notices = [] }: Person): readonly ConsentState[] {
  const told = new Set(notices.map(({ consentFactId }) => consentFactId));
  return words.filter(({ factId }) => !told.has(factId));
}
