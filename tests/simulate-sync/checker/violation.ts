/** A promise that was broken: which, when in virtual time, and how. */
export type Violation = Readonly<{
  invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'overlay' | 'defect';
  at: number;
  what: string;
  /** What happened before it, the last of it last. */
  before: readonly string[];
}>;

/** A check that is made when everything has come to rest. */
export type Finding = Omit<Violation, 'at' | 'before'>;
