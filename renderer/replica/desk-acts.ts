import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import { type AddCommands, addCommandsTo, orStorageError } from './add-commands.ts';
import { chunked } from './chunked.ts';
import type { NewCommand } from './command-store.ts';
import { type ConflictActs, conflictActsOn } from './conflicts/conflict-acts.ts';
import { type ConsentActs, consentActsOn } from './consents/consent-acts.ts';
import type { Done, LeadChange, LeadSelection } from './desk/lead-act.ts';
import type { Desk } from './desk.ts';
import type { Replica } from './open-replica.ts';
import { type PolicyActs, policyActsOn } from './policy/policy-acts.ts';
import { decideActs } from './requests/decide-acts.ts';
import { reevaluateActs } from './requests/reevaluate-acts.ts';
import { type DispatchActs, dispatchActsOn } from './review/dispatch-acts.ts';
import { type SegmentActs, segmentActsOn } from './segments/segment-acts.ts';
import { selectedRows } from './selected-rows.ts';
import { type RefusedActs, refusedActs } from './sending/refused-acts.ts';
import { undoActs } from './undoing/undo-acts.ts';

/** Leads a `patchLeads` may name: the contract's limit. */
const leadsACommand = 500;

type ProofActs = Pick<Desk, 'verify' | 'cancelVerify' | 'seeDifferences' | 'downloadAgain'>;
export type Acts = Pick<Desk, 'patch' | 'undo' | 'planUndo' | 'decide' | 'reevaluate' | 'dismissAway'> &
  RefusedActs &
  ConflictActs &
  DispatchActs &
  SegmentActs &
  PolicyActs &
  ConsentActs &
  ProofActs;

/** What a marketer does to one open replica: everything becomes commands, stored before the call resolves. */
export function actsOn(replica: Replica, now: () => number): Acts {
  const { view, commands } = replica;

  const add = addCommandsTo(commands, now);
  const patch = async (selection: LeadSelection, changes: readonly LeadChange[], store: AddCommands): Promise<Done> => {
    const edits = selectedRows(view, selection).flatMap(({ id }) => editsOf(replica, id, changes));
    const bulks = chunked(edits, leadsACommand).map(toGroups);
    const leads = new Set(edits.map(({ leadId }) => leadId)).size;
    if (bulks.length === 0) return { undoes: '', leads: 0 };
    const batchId = bulks.length > 1 ? commands.nextId() : undefined;
    const added = bulks.map((groups) => ({
      id: commands.nextId(),
      act: { kind: 'patchLeads' as const, groups, ...(batchId && { batchId }) },
    }));
    await store(added);
    return { undoes: batchId ?? (added[0] as NewCommand).id, leads };
  };

  return {
    patch: (selection, changes) => patch(selection, changes, add),
    ...undoActs({ view, commands, member: () => replica.notebook.read().member, now, add }),
    ...decideActs({ view, commands }, add),
    ...reevaluateActs(replica, add),
    ...conflictActsOn(replica, now),
    ...dispatchActsOn(replica, now),
    ...proofActs(replica),
    ...segmentActsOn(replica, now),
    ...policyActsOn(replica, now),
    ...consentActsOn(replica, now),
    dismissAway: () => orStorageError(replica.absence.dismiss()),
    ...refusedActs({ commands, patch, now }),
  };
}

const proofActs = ({ proof, downloadAgain }: Replica): ProofActs => ({
  verify: async () => proof.verify(),
  cancelVerify: async () => proof.cancelVerify(),
  seeDifferences: proof.seen,
  downloadAgain: async () => downloadAgain(),
});

type Edit = Readonly<{ leadId: string; field: LeadField; from: string | undefined; to: string | undefined }>;

/** What would change of one lead, with the value that is shown now; what already is so is no edit. */
function editsOf({ view }: Replica, leadId: string, changes: readonly LeadChange[]): Edit[] {
  const lead = view.lead(leadId);
  if (!lead) return [];
  return changes.map(({ field, to }) => ({ leadId, field, from: readField(lead, field), to })).filter(({ from, to }) => from !== to);
}

/** Edits of one field with one value seen and one new become one group. */
function toGroups(edits: readonly Edit[]): PatchGroup[] {
  const groups = new Map<string, PatchGroup>();
  for (const { leadId, field, from, to } of edits) {
    const key = JSON.stringify([field, from, to]);
    const group = groups.get(key) ?? { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), leads: [] };
    group.leads.push(leadId);
    groups.set(key, group);
  }
  return [...groups.values()];
}
