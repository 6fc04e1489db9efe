import type { DecideRequest } from '../../contract/command/decide-request.ts';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Outcome } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { Product } from '../../contract/product.ts';
import type { Segment } from '../../contract/segment.ts';
import { newestProduct } from '../../domain/catalogue/newest-product.ts';
import { type AppliedPatch, applyPatch, type FieldEffect, undoPatch } from '../../domain/patching/apply-patch.ts';
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
  /** The newest decision on a request that the replica knows of. */
  decision: (requestEventId: string) => Readonly<{ decisionNo: number; is: RequestStanding }> | undefined;
}>;

/** What is shown instead of, or beside, the replica's documents. */
export type Overlay = Readonly<{
  leads: ReadonlyMap<string, Lead>;
  products: ReadonlyMap<string, Product>;
  /** Saved or, without one, deleted here. */
  segments: ReadonlyMap<string, Segment | undefined>;
  /** Leads with an edit that has had no outcome yet. */
  pendingLeads: ReadonlySet<string>;
  /** Dispatches whose queued items are being cancelled. */
  cancelled: ReadonlySet<string>;
}>;

export const emptyOverlay: Overlay = {
  leads: new Map(),
  products: new Map(),
  segments: new Map(),
  pendingLeads: new Set(),
  cancelled: new Set(),
};

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
    pendingLeads: new Set<string>(),
    cancelled: new Set<string>(),
    effects: new Map<string, readonly AppliedField[]>(),
  };
  const shownLead = (id: string) => draft.leads.get(id) ?? under.lead(id);

  const show = ({ id, command }: StoredCommand, touch: (leadId: string, lead: Lead) => void): void => {
    const { act, issuedAt } = command;
    const author = { by, at: issuedAt };
    switch (act.kind) {
      case 'patchLeads':
        draft.effects.set(id, applyGroups(act, only, shownLead, author, touch));
        return;
      case 'undo':
        for (const applied of toUndo(act.undoes, commands, standing, draft.effects)) {
          if (!only(applied.leadId)) continue;
          const lead = shownLead(applied.leadId);
          if (lead) touch(lead.id, undoPatch(lead, applied, author).lead);
        }
        return;
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

function applyGroups(
  { groups }: PatchLeads,
  only: (leadId: string) => boolean,
  shownLead: (id: string) => Lead | undefined,
  author: Readonly<{ by: string; at: number }>,
  touch: (leadId: string, lead: Lead) => void,
): AppliedField[] {
  const applied: AppliedField[] = [];
  for (const { field, from, to, leads } of groups) {
    for (const leadId of leads) {
      const lead = only(leadId) ? shownLead(leadId) : undefined;
      if (!lead) continue;
      const after = applyPatch(lead, { field, from, to }, author);
      touch(leadId, after.lead);
      applied.push({ leadId, field, from, to, effect: after.effect });
    }
  }
  return applied;
}

/** Whether a command is the one that an undo names, or of its batch. */
export const isUndoneBy = (undoes: string, { id, command: { act } }: StoredCommand): boolean =>
  act.kind === 'patchLeads' && (id === undoes || act.batchId === undoes);

/** Everything that the named command or batch did, last first. */
function toUndo(
  undoes: string,
  commands: readonly StoredCommand[],
  standing: ReadonlyMap<string, Standing>,
  effects: ReadonlyMap<string, readonly AppliedField[]>,
): AppliedField[] {
  return commands
    .flatMap((stored) => {
      const {
        id,
        command: { act },
        outcome,
      } = stored;
      if (act.kind !== 'patchLeads' || !isUndoneBy(undoes, stored)) return [];
      if (standing.get(id) === 'refused' || standing.get(id) === 'held') return [];
      return effects.get(id) ?? (outcome ? effectsOf(act, outcome) : []);
    })
    .reverse();
}

/** What a command did, as its outcome tells it. */
function effectsOf({ groups }: PatchLeads, outcome: Outcome): AppliedField[] {
  const key = (touched: Readonly<{ leadId: string; field: LeadField }>) => `${touched.leadId} ${touched.field}`;
  const missing = new Set(outcome.missing);
  const effects = new Map<string, FieldEffect>([
    ...(outcome.leftAlone ?? []).map((touched) => [key(touched), { kind: 'unchanged' }] as const),
    ...(outcome.overwritten ?? []).map((touched) => [key(touched), { kind: 'overwritten', lost: touched.lost }] as const),
  ]);
  return groups.flatMap(({ field, from, to, leads }) =>
    leads
      .filter((leadId) => !missing.has(leadId))
      .map((leadId) => ({ leadId, field, from, to, effect: effects.get(key({ leadId, field })) ?? { kind: 'changed' as const } })),
  );
}

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
