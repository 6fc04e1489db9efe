import type { Activity, WrittenGroup } from '../../../contract/activity.ts';
import type { PatchLeads } from '../../../contract/command/patch-leads.ts';
import type { Outcome } from '../../../contract/command.ts';
import type { Lead } from '../../../contract/lead.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import type { MovedRequest } from '../../../contract/request-standing.ts';
import { readField, readNoteAuthor } from '../../../domain/patching/lead-field-value.ts';
import type { ConflictWrites } from '../../../domain/patching/reverse-conflicts.ts';
import type { Written } from '../../../domain/patching/reverse-writes.ts';
import type { DecidedBy } from '../../../domain/request-decision/reverse-decisions.ts';
import type { Standing, StoredCommand } from '../stored-command.ts';
import { type Acts, namedCommands } from './named-commands.ts';

/** What the audit tells of an act that can be undone. */
export type Reversible = Extract<Activity, { kind: 'patched' | 'settled' | 'requestsDecided' | 'requestsReevaluated' | 'undone' }>;

/** What one command did that an undo can take back. */
export type Deed = ConflictWrites & DecidedBy;

type Known = Readonly<{
  acts: Acts;
  /** The lead as the replica has it. */
  lead: (id: string) => Lead | undefined;
  /** What a command that is in effect here did when it was laid over the replica. */
  laid: (id: string) => Deed | undefined;
}>;

/** Everything that an undo of this command or batch takes back, newest first. What was refused, or is held, did nothing. */
export function takenBack(undoes: string, standing: ReadonlyMap<string, Standing>, known: Known): readonly Deed[] {
  const didNothing = (id: string) => standing.get(id) === 'refused' || standing.get(id) === 'held';
  return namedCommands(undoes, known.acts).flatMap((id) => (didNothing(id) ? [] : doneHere(id, known)));
}

/**
 * What a command did, as far as this desk knows: by the audit, else by its outcome, else by what it did when it was laid over the
 * replica. The audit has no note text; where nobody here knows it, that note is left out, and only the server takes it back.
 */
function doneHere(id: string, known: Known): Deed {
  const nothing: Deed = { commandId: id, settled: [], reopened: [], written: [], decided: [] };
  const audit = known.acts.audit(id);
  if (audit) {
    const written = groupsOf(audit).flatMap((group) => group.leads.flatMap((leadId) => ofGroup(audit, group, leadId, known)));
    return { ...nothing, ...conflictsOf(audit), written, decided: decidedIn(audit) };
  }
  const stored = known.acts.command(id);
  if (stored?.outcome && stored.command.act.kind === 'patchLeads')
    return { ...nothing, written: ofOutcome(stored.command.act, stored.outcome) };
  return known.laid(id) ?? nothing;
}

/** The fields that an act wrote, as the audit tells them. */
export const groupsOf = (audit: Reversible): readonly WrittenGroup[] => ('groups' in audit ? audit.groups : []);

/** The requests that an act decided. */
export function decidedIn(audit: Reversible): readonly MovedRequest[] {
  if ('requests' in audit) return audit.requests;
  return audit.kind === 'undone' || audit.kind === 'settled' ? (audit.decided ?? []) : [];
}

function conflictsOf(audit: Reversible): Pick<ConflictWrites, 'settled' | 'reopened'> {
  if (audit.kind === 'undone') return { settled: audit.settled ?? [], reopened: audit.reopened ?? [] };
  if (audit.kind !== 'settled') return { settled: [], reopened: [] };
  return { settled: audit.conflicts.map((id) => ({ id, keep: audit.keep })), reopened: [] };
}

function ofGroup(audit: Reversible, group: WrittenGroup, leadId: string, known: Known): readonly Written[] {
  const { field, from, to, was, overwrote } = group;
  const unseen = overwrote && { overwrote };
  if (!field.startsWith('note:')) return [{ leadId, field, from, to, ...unseen }];
  const text = noteText(audit.id, { leadId, field }, known.acts) ?? textOnLead(audit, { leadId, field }, known);
  return text ? [{ leadId, field, ...text, ...(was && { was }), ...unseen }] : [];
}

type Place = Readonly<{ leadId: string; field: LeadField }>;
type NoteText = Pick<Written, 'from' | 'to'>;

/** The text that a command of this desk wrote and replaced; of an undo, that of what it undid, the other way round. */
function noteText(id: string, place: Place, acts: Acts, asked: ReadonlySet<string> = new Set([id])): NoteText | undefined {
  const stored = acts.command(id);
  const act = stored?.command.act;
  if (act?.kind === 'patchLeads') return stored && ownText(stored, act, place);
  const undoes = act?.kind === 'undo' ? act.undoes : undoneBy(acts.audit(id));
  if (undoes === undefined) return undefined;
  for (const undone of namedCommands(undoes, acts)) {
    const text = asked.has(undone) ? undefined : noteText(undone, place, acts, new Set([...asked, undone]));
    if (text) return { from: text.to, to: text.from };
  }
  return undefined;
}

const undoneBy = (audit: Reversible | undefined) => (audit?.kind === 'undone' ? audit.undoes : undefined);

function ownText({ outcome }: StoredCommand, { groups }: PatchLeads, { leadId, field }: Place): NoteText | undefined {
  const group = groups.find((one) => one.field === field && one.leads.includes(leadId));
  const overwritten = outcome?.overwritten?.find((one) => one.field === field && one.leadId === leadId);
  return group && { from: overwritten ? overwritten.lost : group.from, to: group.to };
}

/** A note that a colleague added and that nobody has touched since says itself what it is. */
function textOnLead(audit: Reversible, { leadId, field }: Place, { lead }: Known): NoteText | undefined {
  const shown = lead(leadId);
  const added = groupsOf(audit).some((group) => group.field === field && group.note === 'added' && group.leads.includes(leadId));
  if (!shown || !added || audit.kind !== 'patched') return undefined;
  const author = readNoteAuthor(shown, field);
  return author?.by === audit.by && author.at === audit.at ? { from: undefined, to: readField(shown, field) } : undefined;
}

/** What a patch wrote, as its outcome tells it. */
function ofOutcome({ groups }: PatchLeads, { missing, leftAlone, overwritten }: Outcome): readonly Written[] {
  const gone = new Set(missing);
  const untouched = new Set((leftAlone ?? []).map(placeOf));
  const lost = new Map((overwritten ?? []).map((one) => [placeOf(one), one.lost]));
  return groups.flatMap(({ field, from, to, leads }) =>
    leads
      .filter((leadId) => !gone.has(leadId) && !untouched.has(placeOf({ leadId, field })))
      .map((leadId) => {
        const place = placeOf({ leadId, field });
        return lost.has(place) ? { leadId, field, from: lost.get(place), to, overwrote: true } : { leadId, field, from, to };
      }),
  );
}

const placeOf = ({ leadId, field }: Place) => `${leadId} ${field}`;
