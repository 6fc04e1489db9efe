import type { Channel, Purpose } from '../../contract/consented.ts';
import type { PermitGround } from '../../contract/permit-record.ts';
import type { ConsentState, Person } from '../../contract/person.ts';
import { addMonths, kstDay, kstDayNumber } from '../time/kst.ts';

/** Months after which a consent has to be confirmed again (정보통신망법 시행령 제62조의3). */
const confirmedEveryMonths = 24;
/** No two years have fewer days, and 29 February is confirmed a day before its date. */
export const shortestTwoYears = 729;

type Ground = Extract<PermitGround, { kind: 'consent' }>;

/** How somebody stands to advertising: what they never said, took back, have to confirm by now, or said. */
export type ConsentStanding = Readonly<{ kind: 'missing' | 'withdrawn' }> | Readonly<{ kind: 'due' | 'granted'; ground: Ground }>;

/**
 * The newest word by its own `at` counts, whenever it arrived. `others` share the phone number: a withdrawal of any of them is one of whoever
 * holds that phone, unless this person agreed after it.
 */
export function consentStanding(
  person: Person | undefined,
  others: readonly Person[],
  subject: Readonly<{ purpose: Purpose; channel: Channel }>,
  now: number,
): ConsentStanding {
  const own = person && stateOf(person, subject);
  const isBarred = others.some((other) => isWithdrawnSince(stateOf(other, subject), own));
  if (isBarred || own?.granted === false) return { kind: 'withdrawn' };
  if (!person || !own) return { kind: 'missing' };
  const confirmedAt = confirmedAfter(person, own);
  const ground: Ground = { kind: 'consent', factId: own.factId, at: own.at, ...(confirmedAt !== undefined && { confirmedAt }) };
  return { kind: isStillFresh(confirmedAt ?? own.at, now) ? 'granted' : 'due', ground };
}

/** Most consents are younger than any two years are long: those are told by counting days, without a calendar. */
const isStillFresh = (at: number, now: number): boolean =>
  kstDayNumber(now) - kstDayNumber(at) < shortestTwoYears || kstDay(now) < reconfirmDay({ at }, undefined);

/** The KST day by which it has to be confirmed again: from this day on it is too late. */
export const reconfirmDay = ({ at }: Pick<ConsentState, 'at'>, confirmedAt: number | undefined): string =>
  addMonths(kstDay(confirmedAt ?? at), confirmedEveryMonths);

/** When this consent was confirmed last; undefined where it never was since it was given. */
export const confirmedAfter = ({ confirmations = [] }: Person, { purpose, channel, at }: ConsentState): number | undefined =>
  confirmations.find((each) => each.purpose === purpose && each.channel === channel && each.at > at)?.at;

export const stateOf = ({ consents }: Person, { purpose, channel }: Readonly<{ purpose: Purpose; channel: Channel }>) =>
  consents.find((state) => state.purpose === purpose && state.channel === channel);

const isWithdrawnSince = (other: ConsentState | undefined, own: ConsentState | undefined): boolean =>
  other !== undefined && !other.granted && (!own || other.at >= own.at);
