import type { MarkMinor } from '../../contract/command/mark-minor.ts';
import type { NoteNotice } from '../../contract/command/note-notice.ts';
import type { ReconfirmConsent } from '../../contract/command/reconfirm-consent.ts';
import { stateOf } from '../../domain/consent/consent-standing.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { numberId } from '../facts/number-id.ts';
import type { SystemAct } from '../store/port/fact.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';
import { isUnheard } from './unheard-opt-outs.ts';

/** Only of a word that is known: a notice of nothing would hide a task that is owed. */
export async function noteNotice({ userId, consentFactId }: NoteNotice, { documents }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('person', [userId]);
  const isKnown = documents.get('person', userId)?.words?.some(({ factId }) => factId === consentFactId);
  return isKnown ? applied : rejected('consent.unknown');
}

/** Only what was granted can be kept; that it is not kept is a withdrawal whatever was said before. */
export async function reconfirmConsent(act: ReconfirmConsent, { documents }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('person', [act.userId]);
  const person = documents.get('person', act.userId);
  return !act.kept || (person && stateOf(person, act)?.granted) ? applied : rejected('consent.unknown');
}

export const markMinor = ({ guardianEvidence }: MarkMinor): Judgement => ({
  outcome: { status: 'applied' },
  effect: { kind: 'minorMarked', guardianAgreed: guardianEvidence !== undefined },
});

/**
 * Settles once whom the numbers belong to: a number that nobody has yet is kept by its hash, for whoever turns out to have it. A list is read
 * again whenever it grows: who was taken over before has said nothing anew, and is owed no second result (정보통신망법 제50조 제7항).
 */
export async function importOptOuts(
  { optOuts }: Extract<SystemAct, { kind: 'importOptOuts' }>,
  { documents, now }: CommandContext,
): Promise<Judgement> {
  const listed = optOuts.flatMap(({ number, at }) => {
    const mobile = number === undefined ? undefined : toMobileNumber(number);
    return mobile === undefined ? [] : [{ id: numberId(mobile), at: Math.min(at, now) }];
  });
  const ids = listed.map(({ id }) => id);
  await documents.loadNamed('numberOptOut', ids);
  await documents.loadNamed('numberUsers', ids);
  const numbers = listed.filter(({ id, at }) => isUnheard(documents.get('numberOptOut', id), at));
  if (numbers.length === 0) return applied;
  const named = numbers.flatMap(({ id, at }) => (documents.get('numberUsers', id)?.users ?? []).map((userId) => ({ userId, id, at })));
  await documents.loadNamed(
    'person',
    named.map(({ userId }) => userId),
  );
  const people = named.flatMap(({ userId, id, at }) => (hasNumber(documents, userId, id) ? [{ userId, at }] : []));
  return { outcome: { status: 'applied' }, effect: { kind: 'optedOut', people, numbers } };
}

/** Whether a number is still theirs. */
function hasNumber(documents: CommandContext['documents'], userId: string, id: string): boolean {
  const phone = documents.get('person', userId)?.phone;
  const mobile = phone && toMobileNumber(phone.value);
  return mobile !== undefined && numberId(mobile) === id;
}
