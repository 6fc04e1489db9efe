import type { PatchGroup } from '../../../contract/command/patch-leads.ts';
import type { Act } from '../../../contract/command.ts';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import type { LeadChange } from '../desk/lead-act.ts';
import type { CommandSummary } from '../desk/own-command.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { Acts } from '../undoing/named-commands.ts';
import { namedCommands } from '../undoing/named-commands.ts';
import { decidedIn, groupsOf } from '../undoing/written-here.ts';
import type { View } from '../view.ts';

type Known = Readonly<{ view: Pick<View, 'person' | 'product' | 'conflict'>; acts: Acts }>;
type Touched = Readonly<{ changes: readonly LeadChange[]; leads: readonly string[] }>;

/** What a command was to do, with names that the replica knows. */
export function summaryOf({ id, command: { act, issuedAt } }: StoredCommand, known: Known): CommandSummary {
  const { changes, leads } = touchedBy(act, known);
  const distinct = [...new Set(leads)];
  const [leadId] = distinct;
  const head = { id, kind: act.kind, issuedAt, changes: distinctChanges(changes), leads: distinct.length };
  return leadId === undefined ? head : { ...head, first: { leadId, ...namesOf(leadId, known.view) } };
}

function touchedBy(act: Act, known: Known): Touched {
  switch (act.kind) {
    case 'patchLeads':
      return { changes: act.groups.map(toChange), leads: act.groups.flatMap(({ leads }) => leads) };
    case 'undo':
      return undoneBy(act.undoes, known);
    case 'decideRequest':
    case 'reevaluateRequests':
      return { changes: [], leads: act.requests.map(({ leadId }) => leadId) };
    case 'settleConflicts':
      return { changes: [], leads: act.conflicts.flatMap(({ id }) => known.view.conflict(id)?.leadId ?? []) };
    default:
      return { changes: [], leads: [] };
  }
}

/** Of a chain of undos, what was done in the first place. */
function undoneBy(undoes: string, known: Known, asked: ReadonlySet<string> = new Set()): Touched {
  const done = namedCommands(undoes, known.acts).filter((id) => !asked.has(id));
  const parts = done.map((id) => {
    const act = known.acts.command(id)?.command.act;
    if (act?.kind === 'undo') return undoneBy(act.undoes, known, new Set([...asked, ...done]));
    if (act) return touchedBy(act, known);
    const audit = known.acts.audit(id);
    const groups = audit ? groupsOf(audit) : [];
    const decided = audit ? decidedIn(audit) : [];
    return { changes: groups.map(toChange), leads: [...groups.flatMap(({ leads }) => leads), ...decided.map(({ leadId }) => leadId)] };
  });
  return { changes: parts.flatMap(({ changes }) => changes), leads: parts.flatMap(({ leads }) => leads) };
}

const toChange = ({ field, to }: Pick<PatchGroup, 'field' | 'to'>): LeadChange => ({ field, ...(to !== undefined && { to }) });

const distinctChanges = (changes: readonly LeadChange[]): readonly LeadChange[] => [
  ...new Map(changes.map((change) => [JSON.stringify(change), change])).values(),
];

function namesOf(leadId: string, view: Known['view']) {
  const { userId, productId } = splitLeadId(leadId);
  return { user: view.person(userId)?.name?.value ?? userId, product: view.product(productId)?.name ?? productId };
}
