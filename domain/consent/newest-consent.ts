import type { Channel, Purpose } from '../../contract/consented.ts';
import type { ConsentState, Person } from '../../contract/person.ts';
import { byCodeUnit, newer } from '../order.ts';

/**
 * The newest word per purpose and channel, by `at`; at equal `at` the withdrawal wins, whatever came first.
 * Sorted by purpose, then channel.
 */
export function newestConsents(consents: readonly ConsentState[], next: ConsentState): ConsentState[] {
  const old = consents.find((state) => sameSubject(state, next));
  const stands = old && outranks(old, next) ? old : next;
  const others = consents.filter((state) => !sameSubject(state, next));
  return [...others, stands].sort((a, b) => byCodeUnit(a.purpose, b.purpose) || byCodeUnit(a.channel, b.channel));
}

/** Whether a person may be written to for this purpose on this channel: only what was granted and not withdrawn since. */
export const hasConsent = (person: Person | undefined, purpose: Purpose, channel: Channel): boolean =>
  person?.consents.some((state) => state.purpose === purpose && state.channel === channel && state.granted) ?? false;

const sameSubject = (a: ConsentState, b: ConsentState) => a.purpose === b.purpose && a.channel === b.channel;

function outranks(a: ConsentState, b: ConsentState): boolean {
  if (a.at !== b.at) return a.at > b.at;
  return a.granted === b.granted ? newer(a, b) : !a.granted;
}
