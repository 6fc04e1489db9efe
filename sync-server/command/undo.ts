import type { Undo } from '../../contract/command/undo.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { undoPatch } from '../../domain/patching/apply-patch.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import { type PatchOfLead, writesOf } from '../facts/applied-patches.ts';
import type { CommandEffect, CommandFact, PlacedFact } from '../store/port/fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { toPatched } from './patched.ts';
import { undoneConflicts } from './undone-conflicts.ts';

const undoable: ReadonlySet<string> = new Set(['patchLeads', 'settleConflicts']);

type Restored = Readonly<{ leadId: string; field: LeadField; to: string | undefined }>;

/** Reverses a patch, a settlement or a whole batch, newest command first: only fields that still hold what it wrote. */
export async function undo({ undoes }: Undo, context: CommandContext): Promise<Judgement> {
  const undone = await undoneCommands(undoes, context);
  if (undone.length === 0) return rejected('command.unknown');
  const patches = undone.flatMap(writesOf);
  await context.documents.loadNamed(
    'lead',
    patches.map(({ leadId }) => leadId),
  );
  const { restored, leftAlone, missing } = reverse(patches, context);
  const { reopened, settled } = await undoneConflicts(undone, { restored, leftAlone }, context);
  if (restored.length + reopened.length === 0) return { outcome: { status: 'rejected', code: 'undo.nothingLeft', leftAlone } };
  return {
    outcome: { status: 'applied', ...(leftAlone.length > 0 && { leftAlone }), ...(missing.length > 0 && { missing }) },
    effect: {
      kind: 'restored',
      groups: toGroups(restored),
      ...(reopened.length > 0 && { reopened }),
      ...(settled.length > 0 && { settled }),
    },
    outgoing: await toPatched(
      context,
      restored.filter(({ field }) => field === 'status'),
    ),
  };
}

/** The command of this id and every one of this batch, newest first: a batch may be named after a command in it. */
async function undoneCommands(undoes: string, { feed }: CommandContext): Promise<readonly CommandFact[]> {
  const batch = await feed.documentsFrom('batch', `${undoes}~`);
  const facts: PlacedFact[] = [];
  for (const id of new Set([undoes, ...batch.map(({ commandId }) => commandId)])) {
    const fact = await feed.fact(id);
    if (fact) facts.push(fact);
  }
  return facts.sort((a, b) => b.position - a.position).flatMap((fact) => (isUndoable(fact) ? [fact] : []));
}

const isUndoable = (fact: PlacedFact): fact is CommandFact & PlacedFact =>
  fact.kind === 'command' && fact.body.outcome.status !== 'rejected' && undoable.has(fact.body.act.kind);

function reverse(patches: readonly PatchOfLead[], { documents, by, at }: CommandContext) {
  const leads = new Map<string, Lead>();
  const restored = new Map<string, Restored>();
  const leftAlone = new Map<string, Omit<Restored, 'to'>>();
  const missing = new Set<string>();
  for (const { leadId, ...patch } of patches) {
    if (patch.effect.kind === 'unchanged') continue;
    const lead = leads.get(leadId) ?? documents.get('lead', leadId);
    if (!lead) {
      missing.add(leadId);
      continue;
    }
    const result = undoPatch(lead, patch, { by, at });
    leads.set(leadId, result.lead);
    const { field } = patch;
    const key = `${leadId} ${field}`;
    if (result.undone) restored.set(key, { leadId, field, to: readField(result.lead, field) });
    else leftAlone.set(key, { leadId, field });
  }
  return { restored: [...restored.values()], leftAlone: [...leftAlone.values()], missing: [...missing] };
}

/** One group a field and value, so that a bulk stays small in the log. */
function toGroups(restored: readonly Restored[]): Extract<CommandEffect, { kind: 'restored' }>['groups'] {
  const groups = new Map<string, { field: LeadField; to?: string; leads: string[] }>();
  for (const { leadId, field, to } of restored) {
    const key = JSON.stringify([field, to]);
    const group = groups.get(key);
    if (group) group.leads.push(leadId);
    else groups.set(key, { field, ...(to !== undefined && { to }), leads: [leadId] });
  }
  return [...groups.values()];
}
