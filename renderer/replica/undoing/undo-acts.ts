import { reverseWrites } from '../../../domain/patching/reverse-writes.ts';
import { reverseDecisions } from '../../../domain/request-decision/reverse-decisions.ts';
import type { CommandStore, NewCommand } from '../command-store.ts';
import type { UndoPlan } from '../desk/lead-act.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { type PolicyUndo, policyUndo } from '../policy/policy-undo.ts';
import { standings } from '../stored-command.ts';
import type { View } from '../view.ts';
import { actsAmong, namedCommands } from './named-commands.ts';

type Needs = Readonly<{
  view: Pick<View, 'lead' | 'request' | 'done' | 'reversibles' | 'documents' | 'policy' | 'policyBefore'>;
  commands: Pick<CommandStore, 'all' | 'nextId'>;
  member: () => string;
  now: () => number;
  add: (added: readonly NewCommand[]) => Promise<void>;
}>;

/**
 * Takes back a patch, a bulk, decisions, an undo, a policy, or a colleague's of these. A bulk is taken back command by command under a batch of its own, newest
 * first, so that no transaction and no audit entry is larger than 500 leads, and what was refused of it holds nothing else up.
 */
export function undoActs({ view, commands, member, now, add }: Needs): Pick<Desk, 'undo' | 'planUndo'> {
  const plan = (undoes: string): UndoPlan => {
    const policy = policyUndo(undoes, { view, commands: commands.all() });
    if (policy) return { leads: policy.holds ? 1 : 0, leftAlone: 0 };
    const done = view.done(undoes);
    const decided = reverseDecisions(done, (id) => standingOf(view.request(id)));
    const { restored, leftAlone } = reverseWrites(
      done.flatMap(({ written }) => written),
      view.lead,
      { by: member(), at: now() },
    );
    return { leads: leadsAmong([...restored, ...decided.moved]), leftAlone: leftAlone.length + decided.leftAlone.length };
  };

  const undoPolicy = async ({ act, holds }: PolicyUndo, undoes: string) => {
    const standing = standings(commands.all()).get(undoes);
    if (!holds || !mayBeUndone(standing)) throw new DeskError('undo.nothingLeft');
    const id = commands.nextId();
    await add([{ id, act, after: standing === 'waiting' ? [undoes] : [] }]);
    return { leads: 1, leftAlone: 0, undoes: id };
  };

  const undo = async (undoes: string) => {
    const policy = policyUndo(undoes, { view, commands: commands.all() });
    if (policy) return undoPolicy(policy, undoes);
    const standing = standings(commands.all());
    const undone = namedCommands(undoes, actsAmong(commands.all(), view.reversibles)).filter((id) => mayBeUndone(standing.get(id)));
    if (undone.length === 0) throw new DeskError('undo.nothingLeft');
    const planned = plan(undoes);
    const batchId = undone.length > 1 ? commands.nextId() : undefined;
    const added = undone.map((id) => ({
      id: commands.nextId(),
      act: { kind: 'undo' as const, undoes: id, ...(batchId && { batchId }) },
      after: standing.get(id) === 'waiting' ? [id] : [],
    }));
    await add(added);
    return { ...planned, undoes: batchId ?? (added[0] as NewCommand).id };
  };
  return { planUndo: async (undoes) => plan(undoes), undo: async ({ undoes }) => undo(undoes) };
}

const standingOf = (request: ReturnType<View['request']>) =>
  request && { standing: request.is, commandId: request.commandId, word: request.word };

const leadsAmong = (fields: readonly Readonly<{ leadId: string }>[]) => new Set(fields.map(({ leadId }) => leadId)).size;

/** What a colleague did has no standing here. */
const mayBeUndone = (standing: string | undefined) => standing !== 'refused' && standing !== 'held' && standing !== 'withdrawn';
