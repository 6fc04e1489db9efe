import type { Conflict } from '../../contract/activity.ts';
import type { DecideRequest } from '../../contract/command/decide-request.ts';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Act, Outcome } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { Product } from '../../contract/product.ts';
import type { Segment } from '../../contract/segment.ts';
import { newestProduct } from '../../domain/catalogue/newest-product.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { type AppliedPatch, applyPatch, type FieldEffect, type FieldPatch, undoPatch } from '../../domain/patching/apply-patch.ts';
import { type ChosenConflict, dueConflicts, reapplied, reopenConflict, settleConflict } from '../../domain/patching/settle-conflicts.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { saveSegment } from '../../domain/segmenting/save-segment.ts';
import { foldFact } from '../../domain/training/fold-fact.ts';
import type { RequestStanding } from '../../domain/training/training.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { type Standing, type StoredCommand, standings } from './stored-command.ts';

/** The read models under the overlay, as far as commands change them. */
export type Underlay = Readonly<{
  lead: (id: string) => Lead | undefined;
  product: (id: string) => Product | undefined;
  segment: (id: string) => Segment | undefined;
  conflict: (id: string) => Conflict | undefined;
  /** The newest decision on a request that the replica knows of. */
  decision: (requestEventId: string) => Readonly<{ decisionNo: number; is: RequestStanding }> | undefined;
}>;

/** What is shown instead of, or beside, the replica's documents. */
export type Overlay = Readonly<{
  leads: ReadonlyMap<string, Lead>;
  products: ReadonlyMap<string, Product>;
  /** Saved or, without one, deleted here. */
  segments: ReadonlyMap<string, Segment | undefined>;
  /** Conflicts that are being settled or opened again. */
  conflicts: ReadonlyMap<string, Conflict>;
  /** Leads with an edit that has had no outcome yet. */
  pendingLeads: ReadonlySet<string>;
  /** Dispatches whose queued items are being cancelled. */
  cancelled: ReadonlySet<string>;
}>;

export const emptyOverlay: Overlay = {
  leads: new Map(),
  products: new Map(),
  segments: new Map(),
  conflicts: new Map(),
  pendingLeads: new Set(),
  cancelled: new Set(),
};

type FieldOfLead = FieldPatch & Readonly<{ leadId: string }>;
type AppliedField = AppliedPatch & Readonly<{ leadId: string }>;

/** Which of the commands are in effect, and whose leads are asked for. */
export type OverlayPart = Readonly<{ standing: ReadonlyMap<string, Standing>; only: (leadId: string) => boolean }>;

/**
 * Applies every command whose effect is not in the replica yet, in ULID order, by the same pure functions that the server
 * uses, so that what is shown now is what the server will say. `commands` are all that are kept, or all that touch
 * the leads of the part with those that an undo among them undoes: it needs to know what its command did. No lead's overlay
 * depends on another lead.
 */
export function overlayOf(
  under: Underlay,
  commands: readonly StoredCommand[],
  by: string,
  { standing, only }: OverlayPart = { standing: standings(commands), only: () => true },
): Overlay {
  const draft = {
    leads: new Map<string, Lead>(),
    products: new Map<string, Product>(),
    segments: new Map<string, Segment | undefined>(),
    conflicts: new Map<string, Conflict>(),
    pendingLeads: new Set<string>(),
    cancelled: new Set<string>(),
    effects: new Map<string, readonly AppliedField[]>(),
  };
  const shownLead = (id: string) => draft.leads.get(id) ?? under.lead(id);
  const shownConflict = (id: string) => draft.conflicts.get(id) ?? under.conflict(id);
  const showConflict = (conflict: Conflict) => draft.conflicts.set(conflict.id, conflict);

  const show = ({ id, command }: StoredCommand, touch: (leadId: string, lead: Lead) => void): void => {
    const { act, issuedAt } = command;
    const author = { by, at: issuedAt };
    switch (act.kind) {
      case 'patchLeads':
        draft.effects.set(id, applyFields(fieldsOf(act), only, shownLead, author, touch));
        return;
      case 'settleConflicts': {
        const due = dueConflicts(chosenIn(act, shownConflict), act.keep).filter(({ conflict }) => only(conflict.leadId));
        for (const { conflict } of due) showConflict(settleConflict(conflict, { commandId: id, ...author, keep: act.keep }));
        draft.effects.set(id, act.keep === 'lost' ? applyFields(due.map(reapplied), only, shownLead, author, touch) : []);
        return;
      }
      case 'undo': {
        const undone = commands.filter((stored) => isUndoneBy(act.undoes, stored) && tookEffect(standing.get(stored.id)));
        const left = new Set<string>();
        for (const stored of [...undone].reverse()) {
          for (const applied of [...(draft.effects.get(stored.id) ?? effectsOf(stored, under))].reverse()) {
            const lead = only(applied.leadId) ? shownLead(applied.leadId) : undefined;
            if (!lead) continue;
            const { lead: back, undone: isBack } = undoPatch(lead, applied, author);
            touch(lead.id, back);
            if (!isBack && applied.effect.kind !== 'unchanged') left.add(keyOf(applied));
            const own =
              isBack && applied.effect.kind === 'overwritten' && shownConflict(conflictId(stored.id, applied.leadId, applied.field));
            if (own && !own.settled) showConflict(settleConflict(own, { commandId: id, ...author, keep: 'lost' }));
          }
        }
        for (const conflict of undone.flatMap((stored) => settledBy(stored, shownConflict))) {
          if (only(conflict.leadId) && !left.has(keyOf(conflict))) showConflict(reopenConflict(conflict));
        }
        return;
      }
      case 'decideRequest': {
        const lead = only(act.leadId) ? shownLead(act.leadId) : undefined;
        if (lead) touch(lead.id, decideOn(lead, act, under));
        return;
      }
      case 'upsertProducts':
        for (const entry of act.products) {
          const old = draft.products.get(entry.productId) ?? under.product(entry.productId);
          draft.products.set(entry.productId, newestProduct(old, entry, { at: issuedAt, factId: id }));
        }
        return;
      case 'saveSegment': {
        const old = draft.segments.has(act.segmentId) ? draft.segments.get(act.segmentId) : under.segment(act.segmentId);
        const saved = saveSegment(old, act, author);
        if ('segment' in saved) draft.segments.set(act.segmentId, saved.segment);
        return;
      }
      case 'deleteSegment':
        draft.segments.set(act.segmentId, undefined);
        return;
      case 'requestDispatch':
        return; // what it asked for is read from the command itself
      case 'cancelDispatch':
        draft.cancelled.add(act.dispatchId);
        return;
      default:
        unreachable(act);
    }
  };

  for (const stored of commands) {
    const is = standing.get(stored.id);
    if (is !== 'waiting' && is !== 'arriving') continue;
    show(stored, (leadId, lead) => {
      draft.leads.set(leadId, lead);
      if (is === 'waiting') draft.pendingLeads.add(leadId);
    });
  }
  return draft;
}

/** Applies fields one after another, and tells what became of each. */
function applyFields(
  fields: readonly FieldOfLead[],
  only: (leadId: string) => boolean,
  shownLead: (id: string) => Lead | undefined,
  author: Readonly<{ by: string; at: number }>,
  touch: (leadId: string, lead: Lead) => void,
): AppliedField[] {
  const applied: AppliedField[] = [];
  for (const field of fields) {
    const lead = only(field.leadId) ? shownLead(field.leadId) : undefined;
    if (!lead) continue;
    const after = applyPatch(lead, field, author);
    touch(field.leadId, after.lead);
    applied.push({ ...field, effect: after.effect });
  }
  return applied;
}

const fieldsOf = ({ groups }: PatchLeads): readonly FieldOfLead[] =>
  groups.flatMap(({ field, from, to, leads }) => leads.map((leadId) => ({ leadId, field, from, to })));

type Settling = Extract<Act, { kind: 'settleConflicts' }>;

const chosenIn = ({ conflicts }: Settling, conflictOf: Underlay['conflict']): readonly ChosenConflict[] =>
  conflicts.flatMap(({ id, seen }) => {
    const conflict = conflictOf(id);
    return conflict ? [{ conflict, seen }] : [];
  });

/** The conflicts that a command has settled and nobody since. */
const settledBy = ({ id, command: { act } }: StoredCommand, conflictOf: Underlay['conflict']): readonly Conflict[] =>
  act.kind === 'settleConflicts'
    ? chosenIn(act, conflictOf).flatMap(({ conflict }) => (conflict.settled?.commandId === id ? [conflict] : []))
    : [];

/** Whether a command is the one that an undo names, or of its batch. */
export const isUndoneBy = (undoes: string, { id, command: { act } }: StoredCommand): boolean =>
  (act.kind === 'patchLeads' || act.kind === 'settleConflicts') && (id === undoes || act.batchId === undoes);

const tookEffect = (standing: Standing | undefined): boolean => standing !== 'refused' && standing !== 'held';

/** What a command whose overlay is gone did, as its outcome and the replica tell it. */
function effectsOf(stored: StoredCommand, under: Underlay): readonly AppliedField[] {
  const { act } = stored.command;
  if (!stored.outcome) return [];
  if (act.kind === 'patchLeads') return withEffects(fieldsOf(act), stored.outcome);
  if (act.kind !== 'settleConflicts' || act.keep === 'standing') return [];
  const mine = new Set(settledBy(stored, under.conflict));
  return withEffects(
    chosenIn(act, under.conflict)
      .filter(({ conflict }) => mine.has(conflict))
      .map(reapplied),
    stored.outcome,
  );
}

function withEffects(fields: readonly FieldOfLead[], outcome: Outcome): readonly AppliedField[] {
  const missing = new Set(outcome.missing);
  const effects = new Map<string, FieldEffect>([
    ...(outcome.leftAlone ?? []).map((touched) => [keyOf(touched), { kind: 'unchanged' }] as const),
    ...(outcome.overwritten ?? []).map((touched) => [keyOf(touched), { kind: 'overwritten', lost: touched.lost }] as const),
  ]);
  return fields
    .filter(({ leadId }) => !missing.has(leadId))
    .map((field) => ({ ...field, effect: effects.get(keyOf(field)) ?? { kind: 'changed' as const } }));
}

const keyOf = ({ leadId, field }: Readonly<{ leadId: string; field: LeadField }>) => `${leadId} ${field}`;

/** The lead after a decision; as it is where the replica does not know the request. */
function decideOn(lead: Lead, { requestEventId, outcome }: DecideRequest, under: Underlay): Lead {
  const request = knownRequest(lead, requestEventId, under);
  if (!request) return lead;
  const decided = { kind: 'decided' as const, requestEventId, ...request, decisionNo: request.decisionNo + 1, is: standingAfter(outcome) };
  return foldFact(lead, decided);
}

function knownRequest({ lastRequest, tail }: Lead, requestEventId: string, under: Underlay) {
  if (lastRequest?.requestEventId === requestEventId) {
    const { at, decisionNo, requestType } = lastRequest;
    return {
      at,
      decisionNo,
      was: requestType === '1' ? ('requests' as const) : requestType === '0' ? ('refusals' as const) : ('waiting' as const),
    };
  }
  const message = tail.find(({ factId, kind }) => factId === requestEventId && kind === 'requested');
  const decision = under.decision(requestEventId);
  return message && { at: message.at, decisionNo: decision?.decisionNo ?? 0, was: decision?.is ?? ('waiting' as const) };
}
