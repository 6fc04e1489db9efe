import { toMobileNumber } from '../person/mobile-number.ts';
import { type Permit, type PermitBasis, permit } from './permit.ts';

/** What is known of one recipient without the others of the same dispatch. */
export type OwnBasis = Omit<PermitBasis, 'sameNumberBefore'>;

/** Judges the recipients of one dispatch, one after another. */
export type Judge = (basis: OwnBasis) => Permit;

/**
 * A judge of one dispatch as of one moment: of several recipients with one number the first who may be sent it is. `taken` are numbers that it
 * was sent to already.
 */
export function judgeOf(now: number, taken: Iterable<string> = []): Judge {
  const numbers = new Set(taken);
  return (basis) => {
    const number = basis.person?.phone && toMobileNumber(basis.person.phone.value);
    const isTaken = number !== undefined && numbers.has(number);
    const answer = permit(isTaken ? { ...basis, sameNumberBefore: true } : basis, now);
    if (number !== undefined && answer.kind !== 'skip') numbers.add(number);
    return answer;
  };
}

/** Permits for the recipients of one dispatch, in their order. */
export function permitAll(bases: readonly OwnBasis[], now: number, taken?: Iterable<string>): readonly Permit[] {
  const judge = judgeOf(now, taken);
  return bases.map((basis) => judge(basis));
}
