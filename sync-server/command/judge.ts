import type { Act } from '../../contract/command.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { SystemAct } from '../store/port/fact.ts';
import { cancelDispatch } from './cancel-dispatch.ts';
import { importOptOuts, markMinor, noteNotice, reconfirmConsent } from './consent-acts.ts';
import { decideRequest } from './decide-request.ts';
import { deleteSegment } from './delete-segment.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';
import { pauseDispatch, pauseRestored, resumeDispatch } from './hold-dispatch.ts';
import { type Actor, may } from './may.ts';
import { patchLeads } from './patch-leads.ts';
import { reevaluateRequests } from './reevaluate-requests.ts';
import { requestDispatch } from './request-dispatch.ts';
import { resendFailed } from './resend-failed.ts';
import { saveSegment } from './save-segment.ts';
import { sendNotices } from './send-notices.ts';
import { setPolicy } from './set-policy.ts';
import { settleConflicts } from './settle-conflicts.ts';
import { settleItem } from './settle-item.ts';
import { undo } from './undo.ts';

/** Judges one act by one who asks for it. Every act passes `may` first (I9). */
export async function judge(act: Act | SystemAct, actor: Actor, context: CommandContext): Promise<Judgement> {
  if (!may(actor, act)) return rejected('command.forbidden');
  switch (act.kind) {
    case 'patchLeads':
      return patchLeads(act, context);
    case 'undo':
      return undo(act, context);
    case 'settleConflicts':
      return settleConflicts(act, context);
    case 'decideRequest':
      return decideRequest(act, context);
    case 'reevaluateRequests':
      return reevaluateRequests(act, context);
    case 'requestDispatch':
      return requestDispatch(act, context);
    case 'cancelDispatch':
      return cancelDispatch(act, context);
    case 'pauseDispatch':
      return pauseDispatch(act, context);
    case 'pauseRestored':
      return pauseRestored(act, context);
    case 'resumeDispatch':
      return resumeDispatch(act, context);
    case 'resendFailed':
      return resendFailed(act, context);
    case 'settleItem':
      return settleItem(act, context);
    case 'saveSegment':
      return saveSegment(act, context);
    case 'deleteSegment':
      return deleteSegment(act, context);
    case 'setPolicy':
      return setPolicy(act, context);
    case 'noteNotice':
      return noteNotice(act, context);
    case 'sendNotices':
      return sendNotices(act, context);
    case 'reconfirmConsent':
      return reconfirmConsent(act, context);
    case 'markMinor':
      return markMinor(act);
    case 'importOptOuts':
      return importOptOuts(act, context);
    case 'recordConsent':
    case 'recordPurchase':
    case 'upsertProducts':
    case 'addMember':
    case 'publishModel':
    case 'recordExport':
    case 'noteTestSend':
      return applied; // nothing to judge: the newest entry stands, a member is added once, of two files of one version the first counts, and what left has left
    default:
      return unreachable(act);
  }
}
