import type { Act } from '../../../contract/command.ts';
import { standingAfter } from '../../../domain/request-decision/decide.ts';
import { unreachable } from '../../../domain/unreachable.ts';
import { type Standing, type StoredCommand, standings } from '../stored-command.ts';
import { actsAmong } from '../undoing/named-commands.ts';
import { type Deed, takenBack } from '../undoing/written-here.ts';
import { byRules, byWord, decideAll } from './lay-decisions.ts';
import { layConsents, layPolicy, layProducts, laySegment } from './lay-documents.ts';
import { layPatches } from './lay-patches.ts';
import { laySettlement } from './lay-settlement.ts';
import { layUndo } from './lay-undo.ts';
import { type Laying, newDraft, noteDeed, type Step } from './laying.ts';
import type { Overlay, Underlay } from './overlay.ts';

/** Which of the commands are in effect, and whose leads are asked for. */
export type OverlayPart = Readonly<{ standing: ReadonlyMap<string, Standing>; only: (leadId: string) => boolean }>;

/**
 * Applies every command whose effect is not in the replica yet, in ULID order, by the same pure functions that the server
 * uses, so that what is shown now is what the server will say. `commands` are all that are kept, or all that touch
 * the leads of the part with those that an undo among them undoes, and so on: it needs to know what its command did. No lead's overlay
 * depends on another lead.
 */
export function overlayOf(
  under: Underlay,
  commands: readonly StoredCommand[],
  by: string,
  { standing, only }: OverlayPart = { standing: standings(commands), only: () => true },
): Overlay & Readonly<{ /** What each command in effect did. */ laid: ReadonlyMap<string, Deed> }> {
  const draft = newDraft();
  const known = { acts: actsAmong(commands, under), lead: under.lead, laid: (id: string) => draft.laid.get(id) };
  const laying: Laying = { under, draft, only, undone: (undoes) => takenBack(undoes, standing, known) };
  for (const { id, command, again } of commands) {
    const is = standing.get(id);
    if (is !== 'waiting' && is !== 'arriving') continue;
    const touch: Step['touch'] = (lead) => {
      draft.leads.set(lead.id, lead);
      if (is === 'waiting') draft.pendingLeads.add(lead.id);
    };
    layAct({ ...laying, id, author: { by, at: command.issuedAt }, touch }, command.act, again === true);
  }
  return draft;
}

/** `again`: it was settled once, by a server that lost it. */
function layAct(step: Step, act: Act, again: boolean): void {
  const { draft } = step;
  if (again && act.kind !== 'patchLeads') return; // whether it was lost cannot be seen here: the server's answer says it
  switch (act.kind) {
    case 'patchLeads':
      layPatches(step, act, again);
      return;
    case 'settleConflicts':
      laySettlement(step, act);
      return;
    case 'undo':
      layUndo(step, act);
      return;
    case 'decideRequest': {
      const is = standingAfter(act.outcome);
      const words = act.requests.map((request) => ({ ...request, is }));
      noteDeed(step, { decided: decideAll(step, words, byWord(step)) });
      return;
    }
    case 'reevaluateRequests':
      noteDeed(step, { decided: decideAll(step, act.requests, byRules(step)) });
      return;
    case 'upsertProducts':
      layProducts(step, act);
      return;
    case 'saveSegment':
      laySegment(step, act);
      return;
    case 'deleteSegment':
      draft.segments.set(act.segmentId, undefined);
      return;
    case 'setPolicy':
      layPolicy(step, act);
      return;
    case 'requestDispatch':
    case 'sendNotices':
    case 'resendFailed':
    case 'recordExport':
      return; // what it asked for is read from the command itself
    case 'recordConsent':
    case 'noteNotice':
    case 'reconfirmConsent':
    case 'markMinor':
    case 'recordPurchase':
      layConsents(step, act);
      return;
    case 'cancelDispatch':
      draft.cancelled.add(act.dispatchId);
      return;
    case 'pauseDispatch':
    case 'resumeDispatch':
      draft.holds.set(act.dispatchId, { at: step.author.at, to: act.kind === 'pauseDispatch' ? 'pause' : 'resume' });
      return;
    case 'settleItem':
      draft.settledItems.set(act.itemId, act.was);
      return;
    default:
      unreachable(act);
  }
}
