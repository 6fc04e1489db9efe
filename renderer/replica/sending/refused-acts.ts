import type { Act } from '../../../contract/command.ts';
import { type AddCommands, addCommandsTo, orStorageError } from '../add-commands.ts';
import type { CommandStore, NewCommand } from '../command-store.ts';
import type { Done, LeadChange, LeadSelection } from '../desk/lead-act.ts';
import type { Desk } from '../desk.ts';
import type { StoredCommand } from '../stored-command.ts';
import { correctable, type Refusal, refusals } from './refused-commands.ts';

export type RefusedActs = Pick<Desk, 'dismissRefused' | 'restoreRefused' | 'retryRefused' | 'correctRefused'>;

type Needs = Readonly<{
  commands: Pick<CommandStore, 'all' | 'nextId' | 'change' | 'replace'>;
  /** A patch whose commands are stored by `add`; where nothing would change there are none. */
  patch: (selection: LeadSelection, changes: readonly LeadChange[], add: AddCommands) => Promise<Done>;
  now: () => number;
}>;

/** What a person does about a command that was refused or put aside, and about what waits for it. */
export function refusedActs({ commands, patch, now }: Needs): RefusedActs {
  const find = (id: string) => refusals(commands.all()).find(({ refused }) => refused.id === id);
  const change = (ids: readonly string[], to: (stored: StoredCommand) => StoredCommand) => orStorageError(commands.change(ids, to));

  const idsOf = ({ refused, held }: Refusal) => [refused, ...held].map(({ id }) => id);
  const dismissed = (stored: StoredCommand): StoredCommand => ({ ...stored, dismissed: true, outcomeAt: stored.outcomeAt ?? now() });
  const discard = (refusal: Refusal) => change(idsOf(refusal), dismissed);

  /** Discards it and stores what takes its place, in one write: a kill leaves one of the two, and whoever asks twice gets one. */
  const inPlaceOf = (refusal: Refusal): AddCommands => {
    const { id } = refusal.refused;
    const discarded = (stored: StoredCommand) =>
      stored.dismissed || (stored.id === id && find(id) === undefined) ? undefined : dismissed(stored);
    const store = async (added: readonly NewCommand[]) => void (await commands.replace(idsOf(refusal), discarded, added));
    return addCommandsTo({ add: store }, now);
  };

  /** Everything that was discarded with it. */
  const restore = async (id: string) => {
    const back = new Set([id]);
    for (const { id: other, command, dismissed } of commands.all())
      if (dismissed && command.after?.some((before) => back.has(before))) back.add(other);
    await change([...back], ({ dismissed: _dismissed, ...stored }) => stored);
  };

  const retry = async (id: string) => {
    const refusal = find(id);
    if (!refusal) return;
    if (refusal.refused.aside && !refusal.refused.outcome) return change([id], ({ aside: _aside, ...stored }) => stored);
    await inPlaceOf(refusal)(again([refusal.refused, ...refusal.held], commands.nextId));
  };

  const correct = async (id: string, to: string | undefined) => {
    const refusal = find(id);
    const was = refusal && correctable(refusal.refused);
    if (!refusal || !was) return;
    const { act } = refusal.refused.command;
    const ids = act.kind === 'patchLeads' ? act.groups.flatMap(({ leads }) => leads) : [];
    const { leads } = await patch({ kind: 'ids', ids }, [{ field: was.field, ...(to !== undefined && { to }) }], inPlaceOf(refusal));
    if (leads === 0) await discard(refusal); // it is so already
  };

  return {
    dismissRefused: async (id) => {
      const refusal = find(id);
      if (refusal) await discard(refusal);
    },
    restoreRefused: restore,
    retryRefused: retry,
    correctRefused: correct,
  };
}

/** The same acts by ids of their own, naming one another by these. */
function again(stored: readonly StoredCommand[], nextId: () => string): readonly NewCommand[] {
  const ids = new Map<string, string>();
  return stored.map(({ id, command, audience }) => {
    const fresh = nextId();
    ids.set(id, fresh);
    const after = (command.after ?? []).flatMap((before) => ids.get(before) ?? []);
    return { id: fresh, act: renamed(command.act, ids), after, ...(audience && { audience }) };
  });
}

function renamed(act: Act, ids: ReadonlyMap<string, string>): Act {
  if (act.kind === 'undo') return { ...act, undoes: ids.get(act.undoes) ?? act.undoes };
  return act.kind === 'cancelDispatch' ? { ...act, dispatchId: ids.get(act.dispatchId) ?? act.dispatchId } : act;
}
