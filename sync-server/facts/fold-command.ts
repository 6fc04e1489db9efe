import type { DecideRequest } from '../../contract/command/decide-request.ts';
import type { ReevaluateRequests } from '../../contract/command/reevaluate-requests.ts';
import type { UpsertProducts } from '../../contract/command/upsert-products.ts';
import type { Dispatch } from '../../contract/dispatch.ts';
import type { ModelCard } from '../../contract/policy/model-card.ts';
import { newestProduct } from '../../domain/catalogue/newest-product.ts';
import { pauseDispatch, pauseRestored, resumeDispatch, stepDispatch } from '../../domain/dispatching/dispatch-step.ts';
import { askedNotices, toNoticed } from '../../domain/dispatching/new-dispatch.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { CommandFact, PacketAct } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';
import { foldConsentAct, foldOptOuts, needsOfConsent } from './fold-consent.ts';
import { foldNewDispatch, needsOfNewDispatch, putDispatch } from './fold-dispatch.ts';
import { foldPatch, foldUndo } from './fold-patch.ts';
import { foldSetPolicy } from './fold-policy.ts';
import { foldDeleteSegment, foldSaveSegment } from './fold-segment.ts';
import { foldSettlement } from './fold-settlement.ts';
import { noteContested } from './note-contested.ts';

export function needsOfCommand(command: CommandFact, needs: Needs): void {
  const { body } = command;
  const { act, outcome, effect } = body;
  if (outcome.status === 'rejected') return;
  needsOfConsent(body, needs);
  if (act.kind === 'patchLeads') needsOfGroups(act.groups, needs);
  if (effect?.kind === 'restored' || effect?.kind === 'settled') needsOfGroups(effect.groups, needs);
  for (const id of conflictsOf(effect)) needs.add('activity', id);
  if (act.kind === 'upsertProducts') for (const { productId } of act.products) needs.add('product', productId);
  if (act.kind === 'saveSegment' || act.kind === 'deleteSegment') needs.add('segment', act.segmentId);
  if (act.kind === 'setPolicy') needs.add('policy', act.policy.id);
  if ('part' in act && act.part) needs.add('messageParts', act.part.of);
  if (act.kind === 'requestDispatch') needsOfNewDispatch(command, act.recipients, needs);
  if (act.kind === 'sendNotices') needsOfNewDispatch(command, toNoticed(act), needs);
  if (act.kind === 'cancelDispatch' || act.kind === 'pauseDispatch' || act.kind === 'pauseRestored' || act.kind === 'resumeDispatch')
    needs.add('dispatch', act.dispatchId);
  if (effect?.kind === 'resent') needsOfNewDispatch(command, effect.recipients, needs, effect.asked.resends);
  if (act.kind === 'addMember') needs.add('member', act.member);
  if (act.kind === 'publishModel') needs.add('policy', act.card.id);
}

function needsOfGroups(groups: readonly Readonly<{ leads: readonly string[] }>[], needs: Needs): void {
  for (const { leads } of groups) {
    for (const id of leads) {
      needs.add('lead', id);
      needs.add('fieldAuthors', id);
    }
  }
}

/** The conflicts that a command settled or opened again. */
function conflictsOf(effect: CommandFact['body']['effect']): readonly string[] {
  if (effect?.kind === 'settled') return effect.conflicts;
  return effect?.kind === 'restored' ? [...(effect.reopened ?? []), ...(effect.settled ?? [])].map(({ id }) => id) : [];
}

/** Folds a command by the outcome it got: what was rejected never has an effect. */
export function foldCommand(documents: Documents, command: CommandFact): void {
  const { factId, at, by } = command;
  const { act, outcome, effect } = command.body;
  if (outcome.status === 'rejected') return;
  switch (act.kind) {
    case 'patchLeads':
      foldPatch(documents, command, act);
      break;
    case 'undo':
      foldUndo(documents, command, act);
      break;
    case 'settleConflicts':
      foldSettlement(documents, command, act);
      break;
    case 'decideRequest':
      foldDecideRequest(documents, command, act);
      break;
    case 'reevaluateRequests':
      foldReevaluation(documents, command, act);
      break;
    case 'requestDispatch':
      foldNewDispatch(documents, command, act, act.recipients);
      documents.put('activity', { id: factId, kind: 'dispatchRequested', at, by, recipients: act.recipients.length });
      break;
    case 'sendNotices':
      foldNewDispatch(documents, command, askedNotices(act), toNoticed(act));
      documents.put('activity', { id: factId, kind: 'noticesRequested', at, by, recipients: act.notices.length });
      break;
    case 'cancelDispatch':
      if (effect?.kind !== 'cancelled') break;
      foldHold(documents, act.dispatchId, (dispatch) => stepDispatch(dispatch, 'cancel'));
      documents.put('activity', { id: factId, kind: 'dispatchCancelled', at, by, dispatchId: act.dispatchId, cancelled: effect.items });
      break;
    case 'pauseDispatch':
      if (foldHold(documents, act.dispatchId, pauseDispatch))
        documents.put('activity', { id: factId, kind: 'dispatchPaused', at, by, dispatchId: act.dispatchId });
      break;
    case 'pauseRestored':
      foldHold(documents, act.dispatchId, (dispatch) => pauseRestored(dispatch, at));
      documents.put('activity', { id: factId, kind: 'dispatchPaused', at, by, dispatchId: act.dispatchId });
      break;
    case 'resumeDispatch':
      if (foldHold(documents, act.dispatchId, (dispatch) => resumeDispatch(dispatch, at)))
        documents.put('activity', { id: factId, kind: 'dispatchResumed', at, by, dispatchId: act.dispatchId });
      break;
    case 'resendFailed':
      if (effect?.kind !== 'resent') break;
      foldNewDispatch(documents, command, effect.asked, effect.recipients);
      documents.put('activity', {
        id: factId,
        kind: 'dispatchResent',
        at,
        by,
        dispatchId: act.dispatchId,
        recipients: effect.recipients.length,
      });
      break;
    case 'settleItem': {
      if (effect?.kind !== 'itemSettled') break;
      const { dispatchId, userId } = effect;
      documents.put('activity', { id: factId, kind: 'itemSettled', at, by, dispatchId, itemId: act.itemId, userId, was: act.was });
      break;
    }
    case 'upsertProducts':
      foldProducts(documents, command, act);
      break;
    case 'saveSegment':
      foldSaveSegment(documents, command, act);
      break;
    case 'deleteSegment':
      foldDeleteSegment(documents, command, act);
      break;
    case 'setPolicy':
      foldSetPolicy(documents, command, act);
      break;
    case 'recordExport': {
      const { kind: _kind, ...exported } = act;
      documents.put('activity', { id: factId, kind: 'exported', at, by, ...exported });
      break;
    }
    case 'recordConsent':
    case 'noteNotice':
    case 'reconfirmConsent':
    case 'markMinor':
    case 'recordPurchase':
      foldConsentAct(documents, command, act);
      break;
    case 'importOptOuts':
      if (effect?.kind === 'optedOut') foldOptOuts(documents, command, effect);
      break;
    case 'noteTestSend':
      documents.put('activity', { id: factId, kind: 'testSent', at, by, productIds: [...act.productIds], to: act.to });
      break;
    case 'addMember':
      if (!documents.get('member', act.member)) documents.put('member', { id: act.member, addedAt: at });
      break;
    case 'publishModel':
      foldModel(documents, act.card);
      break;
    case 'replayPacket':
    case 'discardPacket':
      foldReleased(documents, command, act);
      break;
    default:
      unreachable(act);
  }
}

/** Whether it changed anything: a part that has ended, or what a colleague has paused already, is left as it is. */
function foldHold(documents: Documents, dispatchId: string, change: (dispatch: Dispatch) => Dispatch): boolean {
  const dispatch = documents.get('dispatch', dispatchId);
  const changed = dispatch && change(dispatch);
  if (!changed || changed === dispatch) return false;
  putDispatch(documents, changed);
  return true;
}

/** Two servers may have made a file of the same version; the first in the log counts. */
function foldModel(documents: Documents, card: ModelCard): void {
  const known = documents.get('policy', card.id);
  if (!known || !('version' in known) || known.version < card.version) documents.put('policy', card);
}

/** The audit only: each decision is a fact of its own. */
function foldDecideRequest(documents: Documents, command: CommandFact, { outcome, batchId }: DecideRequest): void {
  const { factId: id, at, by, body } = command;
  if (body.effect?.kind !== 'decided') return;
  const { requests } = body.effect;
  const batch = batchId && { batchId };
  documents.put('activity', { id, kind: 'requestsDecided', at, by, ...batch, outcome, requests: [...requests] });
  noteContested(documents, command, requests);
  if (batchId) documents.put('batch', { id: `${batchId}~${id}`, commandId: id });
}

/** The audit only, as of what a person decided. */
function foldReevaluation(documents: Documents, { factId: id, at, by, body }: CommandFact, { batchId }: ReevaluateRequests): void {
  if (body.effect?.kind !== 'decided') return;
  const { requests, policyVersion = 0 } = body.effect;
  const batch = batchId && { batchId };
  documents.put('activity', { id, kind: 'requestsReevaluated', at, by, ...batch, policyVersion, requests: [...requests] });
  if (batchId) documents.put('batch', { id: `${batchId}~${id}`, commandId: id });
}

/** The audit only: what a replayed message says is an event of its own. */
function foldReleased(documents: Documents, { factId: id, at, by, body }: CommandFact, act: PacketAct): void {
  if (body.effect?.kind !== 'released') return;
  const { client, code, eventId } = body.effect;
  const head = { id, at, by, packetId: act.packetId, client, code };
  if (act.kind === 'discardPacket') documents.put('activity', { ...head, kind: 'packetDiscarded' });
  else if (eventId !== undefined) documents.put('activity', { ...head, kind: 'packetReplayed', eventId, fixed: act.fixed });
}

function foldProducts(documents: Documents, { factId, at, by }: CommandFact, { products }: UpsertProducts): void {
  for (const entry of products) {
    documents.put('product', newestProduct(documents.get('product', entry.productId), entry, { at, factId }));
  }
  documents.put('activity', { id: factId, kind: 'catalogueChanged', at, by, products: products.length });
}
