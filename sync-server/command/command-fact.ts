import type { SettleConflicts } from '../../contract/command/settle-conflicts.ts';
import type { Outcome } from '../../contract/command.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { isNote, noteTexts, partNoteTexts } from '../facts/note-text.ts';
import { numberId } from '../facts/number-id.ts';
import type { CommandBody, CommandFact, PersonalPart } from '../store/port/fact.ts';

/** A command as it was judged, note text still in it. */
export type JudgedCommand = Omit<CommandFact, 'kind' | 'personal'>;

/** As the log keeps it: note text apart, by the person it is about. */
export function toCommandFact({ body, ...fact }: JudgedCommand): CommandFact {
  const { body: stored, personal } = part(body);
  return { ...fact, kind: 'command', body: stored, personal };
}

function part(body: CommandBody): Readonly<{ body: CommandBody; personal: readonly PersonalPart[] }> {
  const { act, outcome, effect } = body;
  if (act.kind === 'patchLeads') {
    const parted = partNoteTexts(act.groups, outcome.overwritten ?? []);
    const stored = outcome.overwritten ? { ...outcome, overwritten: parted.overwritten } : outcome;
    return { body: { ...body, act: { ...act, groups: parted.groups }, outcome: stored }, personal: parted.personal };
  }
  if (act.kind === 'settleConflicts') return partSettled(body, act);
  if (act.kind === 'importOptOuts') return partNumbers(body, act);
  if ('evidence' in act || 'guardianEvidence' in act) return partEvidence(body, act);
  if (effect?.kind === 'restored') {
    const parted = partNoteTexts(effect.groups, []);
    return { body: { ...body, effect: { ...effect, groups: parted.groups } }, personal: parted.personal };
  }
  return { body, personal: [] };
}

type Proven = Extract<CommandBody['act'], { evidence?: unknown } | { guardianEvidence?: unknown }>;

/** What proves a consent is the person's, and goes with them. */
function partEvidence(body: CommandBody, act: Proven): ReturnType<typeof part> {
  const { evidence, guardianEvidence, ...rest } = { evidence: undefined, guardianEvidence: undefined, ...act };
  const proof = evidence ?? guardianEvidence;
  const personal = proof === undefined ? [] : [{ person: act.userId, part: { evidence: proof } }];
  return { body: { ...body, act: rest as Proven }, personal };
}

/** Each number by itself, so that it can be erased alone. */
function partNumbers(body: CommandBody, act: Extract<CommandBody['act'], { kind: 'importOptOuts' }>): ReturnType<typeof part> {
  const mobiles = act.optOuts.flatMap(({ number }) => (number === undefined ? [] : (toMobileNumber(number) ?? [])));
  const personal = mobiles.map((number) => ({ person: numberId(number), part: { number } }));
  return { body: { ...body, act: { ...act, optOuts: act.optOuts.map(({ at }) => ({ at })) } }, personal };
}

/** What the marketer saw is kept once: in the groups of the effect, where note text is told apart by its lead. */
function partSettled(
  { outcome, effect }: CommandBody,
  act: SettleConflicts,
): Readonly<{ body: CommandBody; personal: readonly PersonalPart[] }> {
  const unseen = { ...act, conflicts: act.conflicts.map(({ id }) => ({ id })) };
  if (effect?.kind !== 'settled') return { body: { act: unseen, outcome }, personal: [] };
  const parted = partNoteTexts(effect.groups, outcome.overwritten ?? []);
  const stored = outcome.overwritten ? { ...outcome, overwritten: parted.overwritten } : outcome;
  return { body: { act: unseen, outcome: stored, effect: { ...effect, groups: parted.groups } }, personal: parted.personal };
}

/** The outcome as its sender got it the first time, lost note text back in its place unless it was erased since. */
export function outcomeOf({ body, personal }: CommandFact): Outcome {
  const { outcome } = body;
  if (!outcome.overwritten) return outcome;
  const texts = noteTexts(personal);
  const overwritten = outcome.overwritten.map((entry) => {
    const lost = isNote(entry.field) ? texts.lost(entry.leadId, entry.field) : undefined;
    return lost === undefined ? entry : { ...entry, lost };
  });
  return { ...outcome, overwritten };
}
