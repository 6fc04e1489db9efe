import type { Fact } from '../store/port/fact.ts';

/** What a fact says of the people in it, joined; empty once it was erased. */
export const personalOf = ({ personal }: Pick<Fact, 'personal'>): Readonly<Record<string, string>> =>
  personal.length === 1 ? (personal[0]?.part ?? {}) : Object.assign({}, ...personal.map(({ part }) => part));
