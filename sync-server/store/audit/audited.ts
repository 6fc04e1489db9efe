import type { CommandBody, Fact } from '../port/fact.ts';

/** Which acts are kept in the audit: what is sent, what was agreed to or forbidden, and what leaves as a file. A new act has to be put in or out. */
const auditedActs = {
  patchLeads: false,
  undo: false,
  settleConflicts: false,
  decideRequest: false,
  reevaluateRequests: false,
  requestDispatch: true,
  cancelDispatch: true,
  pauseDispatch: true,
  pauseRestored: true,
  resumeDispatch: true,
  settleItem: true,
  resendFailed: true,
  upsertProducts: false,
  saveSegment: false,
  deleteSegment: false,
  setPolicy: false,
  recordExport: true,
  recordConsent: true,
  noteNotice: true,
  sendNotices: true,
  reconfirmConsent: true,
  markMinor: true,
  recordPurchase: true,
  importOptOuts: true,
  noteTestSend: true,
  addMember: false,
  publishModel: false,
  replayPacket: false,
  discardPacket: false,
} as const satisfies Record<CommandBody['act']['kind'], boolean>;

/**
 * What the audit calls a fact; undefined for one that is not kept in it. Of what people say in chats only consent is, so that ingest pays
 * for nothing else.
 */
export function auditedAs({ kind, body }: Fact): string | undefined {
  if (kind === 'event') return body.kind === 'consented' ? body.kind : undefined;
  if (kind === 'command') return auditedActs[body.act.kind] ? body.act.kind : undefined;
  return kind === 'dispatch' ? `item:${body.step}` : undefined;
}

export const isAudited = (fact: Fact): boolean => auditedAs(fact) !== undefined;
