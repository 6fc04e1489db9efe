import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { Act } from '../../contract/command.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import { addCommandsTo, orStorageError } from './add-commands.ts';
import { chunked } from './chunked.ts';
import { type ConflictActs, conflictActsOn } from './conflicts/conflict-acts.ts';
import type { Desk, Done, LeadChange, LeadSelection } from './desk.ts';
import type { Replica } from './open-replica.ts';
import { type DispatchActs, dispatchActsOn } from './review/dispatch-acts.ts';
import { type SegmentActs, segmentActsOn } from './segments/segment-acts.ts';
import { selectedRows } from './selected-rows.ts';
import { type RefusedActs, refusedActs } from './sending/refused-acts.ts';
import { undoActs } from './undoing/undo-acts.ts';

/** Leads a `patchLeads` may name: the contract's limit. */
const leadsACommand = 500;

type ProofActs = Pick<Desk, 'verify' | 'cancelVerify' | 'seeDifferences' | 'downloadAgain'>;
export type Acts = Pick<Desk, 'patch' | 'undo' | 'planUndo' | 'decide' | 'dismissAway'> &
  RefusedActs &
  ConflictActs &
  DispatchActs &
  SegmentActs &
  ProofActs;

/** What a marketer does to one open replica: everything becomes commands, stored before the call resolves. */
export function actsOn(replica: Replica, now: () => number): Acts {
  const { view, commands } = replica;

  const add = addCommandsTo(commands, now);
  const addOne = async (act: Act, after: readonly string[] = []): Promise<string> => {
    const id = commands.nextId();
    await add([{ id, act, after }]);
    return id;
  };

  const patch = async (selection: LeadSelection, changes: readonly LeadChange[]): Promise<Done> => {
    const edits = selectedRows(view, selection).flatMap(({ id }) => editsOf(replica, id, changes));
    const bulks = chunked(edits, leadsACommand).map(toGroups);
    const leads = new Set(edits.map(({ leadId }) => leadId)).size;
    if (bulks.length === 0) return { undoes: '', leads: 0 };
    if (bulks.length === 1) return { undoes: await addOne({ kind: 'patchLeads', groups: bulks[0] as PatchGroup[] }), leads };
    const batchId = commands.nextId();
    await add(bulks.map((groups) => ({ id: commands.nextId(), act: { kind: 'patchLeads', groups, batchId } })));
    return { undoes: batchId, leads };
  };

  return {
    patch,
    ...undoActs({ view, commands, member: () => replica.notebook.read().member, now, add }),
    decide: async (leadId, requestEventId, outcome) => {
      await addOne({ kind: 'decideRequest', leadId, requestEventId, outcome });
    },
    ...conflictActsOn(replica, now),
    ...dispatchActsOn(replica, now),
    ...proofActs(replica),
    ...segmentActsOn(replica, now),
    dismissAway: () => orStorageError(replica.absence.dismiss()),
    ...refusedActs({ commands, add, patch, now }),
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
