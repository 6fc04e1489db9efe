import type { ConsentState, Notice, Person, Transaction } from '../../../contract/person.ts';

/** How somebody stands to advertising. */
export type PersonConsents = Readonly<{
  userId: string;
  name?: string;
  /** The newest word on each purpose and channel; `reconfirmBy` is the KST day from which it does not hold unless it was confirmed. */
  states: readonly (ConsentState & Readonly<{ confirmedAt?: number; reconfirmBy?: string }>)[];
  /** What they said lately, oldest first, what of it they were told the result of, and what not yet. */
  words: readonly ConsentState[];
  notices: readonly Notice[];
  untold: readonly ConsentState[];
  transactions: readonly Transaction[];
  minor?: NonNullable<Person['minor']>;
  /** Something of it has had no outcome yet. */
  pending: boolean;
}>;
