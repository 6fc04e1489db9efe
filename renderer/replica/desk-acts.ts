import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import { type Act, Command } from '../../contract/command.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { readField } from '../../domain/patching/lead-field-value.ts';
import type { NewCommand } from './command-store.ts';
import type { Desk, Done, LeadChange, LeadRow, LeadSelection } from './desk.ts';
import { DeskError } from './desk-error.ts';
import type { Replica } from './open-replica.ts';
import { planDispatch } from './plan-dispatch.ts';
import { standings } from './stored-command.ts';

/** Leads a `patchLeads` may name and users a `requestDispatch` may: the contract's limits. */
const leadsACommand = 500;
const recipientsACommand = 1_000;

export type Acts = Pick<Desk, 'patch' | 'undo' | 'decide' | 'planDispatch' | 'requestDispatch' | 'cancelDispatch' | 'dismissRefused'>;

/** What a marketer does to one open replica: everything becomes commands, stored before the call resolves. */
export function actsOn(replica: Replica, now: () => number): Acts {
  const { view, commands, recommender } = replica;

  const add = async (added: readonly NewCommand[]) => {
    for (const { id, act, after } of added) {
      const command = Command.safeParse({ id, issuedAt: now(), act, ...(after?.length && { after }) });
      if (!command.success) throw new DeskError('command.schema', { cause: command.error });
    }
    await commands.add(added).catch((cause: unknown) => {
      throw new DeskError('replica.storage', { cause });
    });
  };
  const addOne = async (act: Act, after: readonly string[] = []): Promise<string> => {
    const id = commands.nextId();
    await add([{ id, act, after }]);
    return id;
  };

  const rowsOf = (selection: LeadSelection): readonly LeadRow[] =>
    selection.kind === 'ids' ? selection.ids.flatMap((id) => view.rows.get(id) ?? []) : view.rows.matching(selection.filter);

  const waiting = (ids: readonly string[]): readonly string[] => {
    const standing = standings(commands.all());
    return ids.filter((id) => standing.get(id) === 'waiting');
  };

  const patch = async (selection: LeadSelection, changes: readonly LeadChange[]): Promise<Done> => {
    const edits = rowsOf(selection).flatMap(({ id }) => editsOf(replica, id, changes));
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
    undo: async ({ undoes, leads }) => {
      if (leads === 0) return;
      // A single edit that is refused holds its undo back; a bulk's undo goes on, for all of it that was not.
      await addOne({ kind: 'undo', undoes }, waiting([undoes]));
    },
    decide: async (leadId, requestEventId, outcome) => {
      await addOne({ kind: 'decideRequest', leadId, requestEventId, outcome });
    },
    planDispatch: async (selection, productId) => planDispatch(view, recommender, rowsOf(selection), productId),
    requestDispatch: async ({ recipients }) => {
      // Those left out for consent are sent along: the server judges again, and the audience stays whole (I8).
      const named = recipients.flatMap(({ userId, products }) =>
        products.length > 0 ? [{ userId, productIds: products.map(({ id }) => id) }] : [],
      );
      if (named.length === 0) throw new DeskError('command.schema');
      const added = chunked(named, recipientsACommand).map((some) => ({
        id: commands.nextId(),
        act: { kind: 'requestDispatch' as const, recipients: some },
      }));
      await add(added);
      return { dispatchId: (added[0] as NewCommand).id };
    },
    cancelDispatch: async (dispatchId) => {
      const withdrawn = await commands.withdraw(dispatchId).catch((cause: unknown) => {
        throw new DeskError('replica.storage', { cause });
      });
      if (withdrawn) return;
      await addOne({ kind: 'cancelDispatch', dispatchId }, waiting([dispatchId]));
    },
    dismissRefused: (commandId) => {
      const held = standings(commands.all()).get(commandId) === 'held';
      return commands.change([commandId], (stored) => (held ? undefined : { ...stored, dismissed: true }));
    },
  };
}

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

const chunked = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
