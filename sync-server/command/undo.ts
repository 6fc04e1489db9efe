import type { Undo } from '../../contract/command/undo.ts';
import type { Outcome } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { undoPatch } from '../../domain/patching/apply-patch.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import { appliedPatches, type PatchOfLead } from '../facts/applied-patches.ts';
import type { CommandEffect, CommandFact, PlacedFact } from '../store/port/fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { toPatched } from './patched.ts';

/** A bulk of 100,000 leads, 500 a command, and then some. */
const mostCommandsOfBatch = 1_000;

type Restored = Readonly<{ leadId: string; field: LeadField; to: string | undefined }>;

/** Reverses a patch or a whole batch, newest command first: only fields that still hold what it wrote (DESIGN 2.6). */
export async function undo({ undoes }: Undo, context: CommandContext): Promise<Judgement> {
  const patches = (await undoneCommands(undoes, context)).flatMap(({ fact, act }) => appliedPatches(fact, act).reverse());
  if (patches.length === 0) return rejected('command.unknown');
  await context.documents.loadNamed(
    'lead',
    patches.map(({ leadId }) => leadId),
  );
  const { restored, leftAlone } = reverse(patches, context);
  if (restored.length === 0) return { outcome: { status: 'rejected', code: 'undo.nothingLeft', leftAlone } };
  return {
    outcome: { status: 'applied', ...(leftAlone.length > 0 && { leftAlone }) },
    effect: { kind: 'restored', groups: toGroups(restored) },
    outgoing: await toPatched(
      context,
      restored.filter(({ field }) => field === 'status'),
    ),
  };
}

/** The patch of this id, or those of this batch, newest first. */
async function undoneCommands(undoes: string, { feed }: CommandContext) {
  const single = await feed.fact(undoes);
  if (single) return asPatches([single]);
  const batch = await feed.documentsFrom('batch', `${undoes}~`, mostCommandsOfBatch);
  const facts: PlacedFact[] = [];
  for (const { commandId } of batch) {
    const fact = await feed.fact(commandId);
    if (fact) facts.push(fact);
  }
  return asPatches(facts.sort((a, b) => b.position - a.position));
}

const asPatches = (facts: readonly PlacedFact[]) =>
  facts.flatMap((fact) => {
    if (!isApplied(fact)) return [];
    const { act } = fact.body;
    return act.kind === 'patchLeads' ? [{ fact, act }] : [];
  });

const isApplied = (fact: PlacedFact): fact is CommandFact & PlacedFact =>
  fact.kind === 'command' && fact.body.outcome.status !== 'rejected';

function reverse(patches: readonly PatchOfLead[], { documents, by, at }: CommandContext) {
  const leads = new Map<string, Lead>();
  const restored = new Map<string, Restored>();
  const leftAlone: NonNullable<Outcome['leftAlone']> = [];
  for (const { leadId, ...patch } of patches) {
    const lead = leads.get(leadId) ?? documents.get('lead', leadId);
    if (!lead || patch.effect.kind === 'unchanged') continue;
    const result = undoPatch(lead, patch, { by, at });
    leads.set(leadId, result.lead);
    const { field } = patch;
    if (result.undone) restored.set(`${leadId} ${field}`, { leadId, field, to: readField(result.lead, field) });
    else leftAlone.push({ leadId, field });
  }
  return { restored: [...restored.values()], leftAlone };
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
