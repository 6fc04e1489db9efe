import type { Conflict } from '../../contract/activity.ts';
import type { Undo } from '../../contract/command/undo.ts';
import { type ConflictWrites, conflictsNamed, reverseConflicts } from '../../domain/patching/reverse-conflicts.ts';
import { reverseWrites } from '../../domain/patching/reverse-writes.ts';
import { withContested, withPlaces } from '../../domain/request-decision/contested-request.ts';
import { type DecidedBy, reverseDecisions } from '../../domain/request-decision/reverse-decisions.ts';
import type { Documents } from '../facts/documents.ts';
import { writtenFields } from '../facts/written-fields.ts';
import { toRestoredGroups } from '../facts/written-groups.ts';
import type { CommandEffect, CommandFact, PlacedFact } from '../store/port/fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { byPerson, loadRequests, moveRequests } from './move-requests.ts';
import { toPatched } from './patched.ts';

const reversible: ReadonlySet<string> = new Set(['patchLeads', 'settleConflicts', 'decideRequest', 'reevaluateRequests', 'undo']);

/**
 * Fields, conflicts and requests that one undo of a batch takes back: more would hold up everybody who waits for the feed lock, and make an audit
 * entry that every desk has to carry. A larger batch is undone command by command, as desks do, and a single command always can be.
 */
export const mostUndone = 2_000;

/** Reverses a patch, a settlement, decisions, another undo, or a whole batch, newest command first: only fields that still hold what it wrote. */
export async function undo({ undoes }: Undo, context: CommandContext): Promise<Judgement> {
  const undone = await undoneBy(undoes, context);
  if (undone === 'tooMany') return rejected('undo.tooMany');
  if (undone.length === 0) return rejected('command.unknown');
  const { by, at, documents } = context;
  const written = undone.flatMap((each) => each.written);
  await documents.loadNamed(
    'lead',
    written.map(({ leadId }) => leadId),
  );
  const contested = undone.map(withContested);
  await documents.loadNamed('activity', conflictsNamed(contested));
  const reversed = reverseWrites(written, (id) => documents.get('lead', id), { by, at });
  const decided = await reverseDecided(undone, context);
  const { moved } = decided;
  const conflicts = reverseConflicts(contested, withPlaces(reversed, decided), (id) => conflictAmong(documents, id));
  const { restored, leftAlone, missing } = reversed;
  const left = { ...(leftAlone.length > 0 && { leftAlone: [...leftAlone] }), ...(missing.length > 0 && { missing: [...missing] }) };
  if (restored.length + conflicts.reopened.length + conflicts.settled.length + moved.length === 0)
    return { outcome: { status: 'rejected', code: 'undo.nothingLeft', ...left } };
  const { consequences, outgoing } = await moveRequests(byPerson(moved, 'person.undone', context), context);
  const statuses = restored.filter(({ field }) => field === 'status');
  return {
    outcome: { status: 'applied', ...left },
    effect: { kind: 'restored', groups: toRestoredGroups(restored), ...present({ ...conflicts, decided: moved }) },
    consequences,
    outgoing: [...(await toPatched(context, statuses)), ...outgoing],
  };
}

/** An undone decision is a decision again: where the request goes back to review nothing is sent, for nothing said can be unsaid. */
async function reverseDecided(undone: readonly Undone[], context: CommandContext) {
  await loadRequests(
    undone.flatMap(({ decided }) => decided),
    context,
  );
  return reverseDecisions(undone, (id) => context.documents.get('request', id));
}

/** What one command did that an undo can take back. */
type Undone = ConflictWrites & DecidedBy;

function didOf(fact: CommandFact): Undone {
  const { effect } = fact.body;
  return { ...didToConflicts(fact), decided: decidedIn(effect) };
}

function decidedIn(effect: CommandEffect | undefined): DecidedBy['decided'] {
  if (effect?.kind === 'decided') return effect.requests;
  return effect?.kind === 'restored' || effect?.kind === 'settled' ? (effect.decided ?? []) : [];
}

function didToConflicts(fact: CommandFact): ConflictWrites {
  const { act, effect } = fact.body;
  const written = writtenFields(fact);
  if (act.kind === 'settleConflicts' && effect?.kind === 'settled') {
    const settled = effect.conflicts.map((id) => ({ id, keep: act.keep }));
    return { commandId: fact.factId, settled, reopened: [], written };
  }
  const { settled = [], reopened = [] } = effect?.kind === 'restored' ? effect : {};
  return { commandId: fact.factId, settled, reopened, written };
}

function conflictAmong(documents: Documents, id: string): Conflict | undefined {
  const activity = documents.get('activity', id);
  return activity?.kind === 'conflict' ? activity : undefined;
}

const present = ({ settled, reopened, decided }: Pick<Undone, 'settled' | 'reopened' | 'decided'>) => ({
  ...(decided.length > 0 && { decided }),
  ...(settled.length > 0 && { settled }),
  ...(reopened.length > 0 && { reopened }),
});

/** What the command of this id and every one of this batch did, newest first: a batch may be named after a command in it. */
async function undoneBy(undoes: string, { feed }: CommandContext): Promise<readonly Undone[] | 'tooMany'> {
  const batch = await feed.documentsFrom('batch', `${undoes}~`);
  const found: Readonly<{ position: number; did: Undone }>[] = [];
  let size = 0;
  for (const id of new Set([undoes, ...batch.map(({ commandId }) => commandId)])) {
    const fact = await feed.fact(id);
    if (!fact || !isReversible(fact)) continue;
    const did = didOf(fact);
    found.push({ position: fact.position, did });
    size += did.written.length + did.settled.length + did.reopened.length + did.decided.length;
    if (found.length > 1 && size > mostUndone) return 'tooMany';
  }
  return found.sort((a, b) => b.position - a.position).map(({ did }) => did);
}

const isReversible = (fact: PlacedFact): fact is CommandFact & PlacedFact =>
  fact.kind === 'command' && fact.body.outcome.status !== 'rejected' && reversible.has(fact.body.act.kind);
