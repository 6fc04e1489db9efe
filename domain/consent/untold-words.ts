import { type ConsentState, mostWords, type Notice, type Person } from '../../contract/person.ts';
import { byCodeUnit } from '../order.ts';

type Placed = Readonly<{ at: number }>;

/** The newest of what was said and what was told, whatever came first: so many of each, oldest first. */
const newestOf = <T extends Placed>(all: readonly T[], keyOf: (each: T) => string): T[] =>
  [...new Map(all.map((each) => [keyOf(each), each])).values()]
    .sort((a, b) => a.at - b.at || byCodeUnit(keyOf(a), keyOf(b)))
    .slice(-mostWords);

const keyOfWord = ({ factId, purpose, channel }: ConsentState) => `${factId}~${purpose}~${channel}`;
const keyOfNotice = ({ consentFactId, factId }: Notice) => `${consentFactId}~${factId}`;

export const withWord = (person: Person, word: ConsentState): Person => ({
  ...person,
  words: newestOf([...(person.words ?? []), word], keyOfWord),
});

export const withNotice = (person: Person, notice: Notice): Person => ({
  ...person,
  notices: newestOf([...(person.notices ?? []), notice], keyOfNotice),
});

/** What a person said about advertising and was not told the result of yet, oldest first. */
export function untoldWords({ words = [], notices = [] }: Person): readonly ConsentState[] {
  const told = new Set(notices.map(({ consentFactId }) => consentFactId));
  return words.filter(({ factId }) => !told.has(factId));
}
