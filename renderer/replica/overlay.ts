import type { Conflict } from '../../contract/activity.ts';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { Act } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import type { PolicyId, SetByPeople } from '../../contract/policy.ts';
import type { Product } from '../../contract/product.ts';
import type { MovedRequest } from '../../contract/request-standing.ts';
import type { Segment } from '../../contract/segment.ts';
import { newestProduct } from '../../domain/catalogue/newest-product.ts';
import { applyConsentAct } from '../../domain/consent/apply-consent-act.ts';
import { applyPatch, type FieldPatch } from '../../domain/patching/apply-patch.ts';
import { type Author, readField } from '../../domain/patching/lead-field-value.ts';
import { reverseConflicts } from '../../domain/patching/reverse-conflicts.ts';
import { reverseWrites, type Written, writtenBy } from '../../domain/patching/reverse-writes.ts';
import {
  type ChosenConflict,
  dueConflicts,
  isOfField,
  reapplied,
  redecided,
  reopenConflict,
  settleConflict,
} from '../../domain/patching/settle-conflicts.ts';
import { newPerson } from '../../domain/person/fold-person.ts';
import { setPolicy } from '../../domain/policy/set-policy.ts';
import { withContested, withPlaces } from '../../domain/request-decision/contested-request.ts';
import { standingAfter } from '../../domain/request-decision/decide.ts';
import { type DecidedOtherwise, dueDecision } from '../../domain/request-decision/due-decisions.ts';
import type { ClassifierMode } from '../../domain/request-decision/learning/when-to-learn.ts';
import { reverseDecisions, type StandingRequest } from '../../domain/request-decision/reverse-decisions.ts';
import { saveSegment } from '../../domain/segmenting/save-segment.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { decisionRules, dueByRules } from './requests/due-by-rules.ts';
import { decideOn, type KnownRequest, requestOnLead } from './requests/known-request.ts';
import type { PastHere } from './requests/past-request.ts';
import type { RequestPlace } from './requests/review-row.ts';
import { type Standing, type StoredCommand, standings } from './stored-command.ts';
import { actsAmong } from './undoing/named-commands.ts';
import { type Deed, type Reversible, takenBack } from './undoing/written-here.ts';

/** The read models under the overlay, as far as commands change them. */
export type Underlay = Readonly<{
  lead: (id: string) => Lead | undefined;
  product: (id: string) => Product | undefined;
  segment: (id: string) => Segment | undefined;
  policy: (id: PolicyId) => SetByPeople | undefined;
  person: (id: string) => Person | undefined;
  conflict: (id: string) => Conflict | undefined;
  /** The newest decision on a request that the replica knows of. */
  decision: (requestEventId: string) => KnownRequest | undefined;
  past: (requestEventId: string, lead: Lead | undefined) => PastHere | undefined;
  classifierMode: () => ClassifierMode;
  /** What the audit tells of an act that can be undone, by its id. */
  audit: (commandId: string) => Reversible | undefined;
  auditOfBatch: (batchId: string) => readonly Reversible[];
}>;

/** What is shown instead of, or beside, the replica's documents. */
export type Overlay = Readonly<{
  leads: ReadonlyMap<string, Lead>;
  products: ReadonlyMap<string, Product>;
  /** Saved or, without one, deleted here. */
  segments: ReadonlyMap<string, Segment | undefined>;
  policies: ReadonlyMap<PolicyId, SetByPeople>;
  /** People whose ledger of consents is being written. */
  persons: ReadonlyMap<string, Person>;
  /** Conflicts that are being settled or opened again. */
  conflicts: ReadonlyMap<string, Conflict>;
  /** Requests that are being decided, by their event. */
  requests: ReadonlyMap<string, KnownRequest>;
  /** Leads with an edit that has had no outcome yet. */
  pendingLeads: ReadonlySet<string>;
  /** Dispatches whose waiting items are being cancelled. */
  cancelled: ReadonlySet<string>;
  /** Dispatches that are being paused or resumed; the last of it counts. */
  holds: ReadonlyMap<string, HoldAsked>;
  /** Items that are being settled by a person's word. */
  settledItems: ReadonlyMap<string, FoundOut>;
}>;

export type HoldAsked = Readonly<{ at: number; to: 'pause' | 'resume' }>;

export const emptyOverlay: Overlay = {
  leads: new Map(),
  products: new Map(),
  segments: new Map(),
  policies: new Map(),
  persons: new Map(),
  conflicts: new Map(),
  requests: new Map(),
  pendingLeads: new Set(),
  cancelled: new Set(),
  holds: new Map(),
  settledItems: new Map(),
};

type FieldOfLead = FieldPatch & Readonly<{ leadId: string }>;
type Touch = (leadId: string, lead: Lead) => void;

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
  const draft = {
    leads: new Map<string, Lead>(),
    products: new Map<string, Product>(),
    segments: new Map<string, Segment | undefined>(),
    policies: new Map<PolicyId, SetByPeople>(),
    persons: new Map<string, Person>(),
    conflicts: new Map<string, Conflict>(),
    requests: new Map<string, KnownRequest>(),
    pendingLeads: new Set<string>(),
    cancelled: new Set<string>(),
    holds: new Map<string, HoldAsked>(),
    settledItems: new Map<string, FoundOut>(),
    laid: new Map<string, Deed>(),
  };
  const shownLead = (id: string) => draft.leads.get(id) ?? under.lead(id);
  const shownConflict = (id: string) => draft.conflicts.get(id) ?? under.conflict(id);
  const showConflict = (conflict: Conflict) => draft.conflicts.set(conflict.id, conflict);
  const changeConflict = (id: string, change: (conflict: Conflict) => Conflict) => {
    const conflict = shownConflict(id);
    if (conflict) showConflict(change(conflict));
  };

  const lay = (id: string, did: Partial<Deed>) =>
    draft.laid.set(id, { commandId: id, settled: [], reopened: [], written: [], decided: [], ...did });
  const knownRequest = (requestEventId: string, lead?: Lead) =>
    draft.requests.get(requestEventId) ?? under.decision(requestEventId) ?? (lead && requestOnLead(lead, requestEventId));
  /** Decides what is due of these requests, each by how it stands for the ones before it. */
  const decideAll = <R extends RequestPlace>(requests: readonly R[], commandId: string, touch: Touch, dueOf: DueOf<R>) =>
    requests.flatMap((request) => {
      const lead = only(request.leadId) ? shownLead(request.leadId) : undefined;
      const now = lead && knownRequest(request.requestEventId, lead);
      if (lead) touch(lead.id, lead);
      const due = now && dueOf(request, now, lead);
      if (!due) return []; // as the server leaves it
      const after = decideOn(lead, now, due, commandId);
      draft.requests.set(request.requestEventId, after.request);
      touch(lead.id, after.lead);
      return due;
    });
  const byWord = (word: DecidedOtherwise, now: KnownRequest) => dueDecision(word, toStanding(now), { by, wordOf: undefined });
  const byRules = (place: RequestPlace, now: KnownRequest, lead: Lead) =>
    dueByRules(
      { ...place, standing: now.is, word: now.word, lead },
      {
        past: under.past,
        product: (productId) => draft.products.get(productId) ?? under.product(productId),
        rules: { policy: decisionRules(draft.policies.get('decision') ?? under.policy('decision')), mode: under.classifierMode() },
      },
    );
  const acts = actsAmong(commands, under);
  const undone = (undoes: string) => takenBack(undoes, standing, { acts, lead: under.lead, laid: (laid) => draft.laid.get(laid) });
  const conflictIn = (id: string) => [shownConflict(id)].find((conflict) => conflict && only(conflict.leadId));

  const show = ({ id, command, again }: StoredCommand, touch: Touch): void => {
    const { act, issuedAt } = command;
    const author = { by, at: issuedAt };
    if (again && act.kind !== 'patchLeads') return; // whether it was lost cannot be seen here: the server's answer says it
    switch (act.kind) {
      case 'patchLeads':
        lay(id, { written: applyFields(again ? lostAmong(fieldsOf(act), shownLead) : fieldsOf(act), only, shownLead, author, touch) });
        return;
      case 'settleConflicts': {
        const due = dueConflicts(chosenIn(act, shownConflict), act.keep).filter(({ conflict }) => only(conflict.leadId));
        for (const { conflict } of due) showConflict(settleConflict(conflict, { commandId: id, ...author, keep: act.keep }));
        const again = act.keep === 'lost' ? due : [];
        const written = applyFields(again.filter(isOfField).map(reapplied), only, shownLead, author, touch);
        const decided = decideAll(again.flatMap(redecided), id, touch, byWord);
        lay(id, { written, decided, settled: due.map(({ conflict }) => ({ id: conflict.id, keep: act.keep })) });
        return;
      }
      case 'undo': {
        const did = undone(act.undoes).map((each) => ({
          ...each,
          written: each.written.filter(({ leadId }) => only(leadId)),
          decided: each.decided.filter(({ leadId }) => only(leadId)),
        }));
        const reversed = reverseWrites(
          did.flatMap(({ written }) => written),
          shownLead,
          author,
        );
        const turned = reverseDecisions(did, (requestEventId) => {
          const known = knownRequest(requestEventId);
          return known && toStanding(known);
        });
        const { settled, reopened } = reverseConflicts(did.map(withContested), withPlaces(reversed, turned), conflictIn);
        const decided = decideAll(turned.moved, id, touch, (move) => move);
        lay(id, { written: reversed.restored, settled, reopened, decided });
        for (const leadId of [...reversed.leads.keys(), ...reversed.leftAlone.map((left) => left.leadId)]) {
          const lead = reversed.leads.get(leadId) ?? shownLead(leadId);
          if (lead) touch(leadId, lead);
        }
        for (const kept of reopened) changeConflict(kept.id, reopenConflict);
        for (const { id: settledId, keep } of settled)
          changeConflict(settledId, (conflict) => settleConflict(conflict, { commandId: id, ...author, keep }));
        return;
      }
      case 'decideRequest': {
        const is = standingAfter(act.outcome);
        const words = act.requests.map((request) => ({ ...request, is }));
        lay(id, { decided: decideAll(words, id, touch, byWord) });
        return;
      }
      case 'reevaluateRequests':
        lay(id, { decided: decideAll(act.requests, id, touch, byRules) });
        return;
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
      case 'setPolicy': {
        const old = draft.policies.get(act.policy.id) ?? under.policy(act.policy.id);
        const set = setPolicy(old, act, { ...author, commandId: id });
        if (set.kind === 'set') draft.policies.set(act.policy.id, set.policy);
        return;
      }
      case 'requestDispatch':
      case 'sendNotices':
      case 'resendFailed':
      case 'recordExport':
        return; // what it asked for is read from the command itself
      case 'recordConsent':
      case 'noteNotice':
      case 'reconfirmConsent':
      case 'markMinor':
      case 'recordPurchase': {
        const known = draft.persons.get(act.userId) ?? under.person(act.userId) ?? newPerson(act.userId);
        const judged = act.kind === 'markMinor' ? { ...act, guardianAgreed: act.guardianEvidence !== undefined } : act;
        draft.persons.set(act.userId, applyConsentAct(known, judged, { factId: id, at: issuedAt, receivedAt: issuedAt }));
        return;
      }
      case 'cancelDispatch':
        draft.cancelled.add(act.dispatchId);
        return;
      case 'pauseDispatch':
      case 'resumeDispatch':
        draft.holds.set(act.dispatchId, { at: issuedAt, to: act.kind === 'pauseDispatch' ? 'pause' : 'resume' });
        return;
      case 'settleItem':
        draft.settledItems.set(act.itemId, act.was);
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

/** Applies fields one after another, and tells what was written. */
function applyFields(
  fields: readonly FieldOfLead[],
  only: (leadId: string) => boolean,
  shownLead: (id: string) => Lead | undefined,
  author: Author,
  touch: Touch,
): readonly Written[] {
  return fields.flatMap((field) => {
    const lead = only(field.leadId) ? shownLead(field.leadId) : undefined;
    if (!lead) return [];
    const after = applyPatch(lead, field, author);
    touch(field.leadId, after.lead);
    return writtenBy(lead, field, after.effect) ?? [];
  });
}

/** Of a patch that was settled once: the fields that are again as they were before it, since the server lost it. Others were changed since. */
const lostAmong = (fields: readonly FieldOfLead[], shownLead: (id: string) => Lead | undefined): readonly FieldOfLead[] =>
  fields.filter(({ leadId, field, from }) => {
    const lead = shownLead(leadId);
    return lead !== undefined && readField(lead, field) === from;
  });

const fieldsOf = ({ groups }: PatchLeads): readonly FieldOfLead[] =>
  groups.flatMap(({ field, from, to, leads }) => leads.map((leadId) => ({ leadId, field, from, to })));

type Settling = Extract<Act, { kind: 'settleConflicts' }>;

const chosenIn = ({ conflicts }: Settling, conflictOf: Underlay['conflict']): readonly ChosenConflict[] =>
  conflicts.flatMap(({ id, seen }) => {
    const conflict = conflictOf(id);
    return conflict ? [{ conflict, seen }] : [];
  });

type DueOf<R> = (request: R, now: KnownRequest, lead: Lead) => MovedRequest | undefined;

const toStanding = ({ is: standing, commandId, word }: KnownRequest): StandingRequest => ({ standing, commandId, word });
