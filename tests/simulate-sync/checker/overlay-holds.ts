import type { Lead } from '../../../contract/lead.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import { readField } from '../../../domain/patching/lead-field-value.ts';
import { type StoredCommand, standings } from '../../../renderer/replica/stored-command.ts';
import type { Desk, OpenDesk } from '../desk.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

type Edit = Readonly<{ id: string; leadId: string; field: LeadField; to: string | undefined }>;

/** The edits that a desk has seen arrive, so that they are not looked for any more. */
export type Arrived = Set<string>;

const keyOf = ({ id, leadId, field }: Edit) => `${id} ${leadId} ${field}`;

/**
 * What a desk shows for a field that it edited is that edit until the effect is shown, whatever arrives meanwhile: it never goes back to
 * an older value. Judged by the newest edit of a field, whose place in the feed is read from the server's own log.
 */
export function overlayHolds({ member, disk }: Desk, { replica }: OpenDesk, state: ServerState, arrived: Arrived): Finding[] {
  const found: Finding[] = [];
  for (const edit of newestEdits(replica.commands.all())) {
    const key = keyOf(edit);
    const shown = replica.view.lead(edit.leadId);
    if (arrived.has(key) || !shown) continue;
    const is = readField(shown, edit.field);
    const due = seqOf(edit, state);
    if (due === 'none') arrived.add(key);
    else if (due !== undefined && (disk.checkpoints.get('lead')?.seq ?? 0) >= due) {
      const stored = JSON.parse(disk.documents.lead.get(edit.leadId) ?? 'null') as Lead | null;
      if (stored && is === readField(stored, edit.field)) arrived.add(key);
      else if (is !== edit.to) found.push(wrong(member, edit, is));
    } else if (is !== edit.to) found.push(wrong(member, edit, is));
  }
  return found;
}

const wrong = (member: string, { id, leadId, field, to }: Edit, is: string | undefined): Finding => ({
  invariant: 'overlay',
  what: `${member} shows ${is} for ${field} of ${leadId} before its own ${to} (${id}) has arrived`,
});

/** The last edit of each field that stands: not refused, held or taken back, and not before something that may have undone it. */
function newestEdits(commands: readonly StoredCommand[]): readonly Edit[] {
  const standing = standings(commands);
  const newest = new Map<string, Edit>();
  for (const { id, command } of commands) {
    const is = standing.get(id);
    if (command.act.kind === 'undo' || command.act.kind === 'settleConflicts') newest.clear(); // what it takes back is for the product's own tests
    if (command.act.kind !== 'patchLeads' || is === 'refused' || is === 'held' || is === 'withdrawn') continue;
    for (const { leads, field, to } of command.act.groups)
      for (const leadId of leads) newest.set(`${leadId} ${field}`, { id, leadId, field, to });
  }
  return [...newest.values()];
}

/** Where in the feed the edit's effect is; `none` where it has none; undefined while the server does not know of it. */
function seqOf({ id, leadId, field }: Edit, { fact }: ServerState): number | 'none' | undefined {
  const stored = fact(id);
  if (stored?.kind !== 'command') return undefined;
  const { status, visibleAt, leftAlone, missing } = stored.body.outcome;
  const untouched = leftAlone?.some((entry) => entry.leadId === leadId && entry.field === field) || missing?.includes(leadId);
  return status === 'rejected' || untouched ? 'none' : (visibleAt?.seqs.lead ?? 'none');
}
